"""What saved searches keep about a person, shown and erased."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.accounts.personal_data import Erasure, PersonalData
from foundation.watching.models import SavedSearch

PERSONAL_MODELS = ("watching.SavedSearch",)


def personal_data(user: User) -> Sequence[PersonalData]:
    searches = SavedSearch.objects.filter(user=user)
    return [PersonalData(_("Saved searches"), [f"{one.name}: {one.query}" for one in searches])]


def erase_person(user: User) -> Sequence[Erasure]:
    erased, _kinds = SavedSearch.objects.filter(user=user).delete()
    return [Erasure(_("Saved searches"), erased, 0)]
