"""What the files say about a person. The files themselves belong to their owners' rows."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.accounts.personal_data import Erasure, PersonalData
from foundation.files.models import StoredFile

PERSONAL_MODELS = ("files.StoredFile",)


def personal_data(user: User) -> Sequence[PersonalData]:
    files = StoredFile.objects.filter(stored_by=user)
    return [PersonalData(_("Files you sent"), [f"{f.stored_at:%Y-%m-%d} {f}" for f in files])]


def erase_person(user: User) -> Sequence[Erasure]:
    """Forget who sent a file; whether the file stays is decided by the row that owns it."""
    count = StoredFile.objects.filter(stored_by=user).update(stored_by=None)
    return [Erasure(_("Files you sent"), 0, count, _("part of a ticket, a project or a training"))]
