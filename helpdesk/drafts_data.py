"""What a person has written and not sent, or not for good yet."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.accounts.personal_data import Erasure, PersonalData
from helpdesk.models import Draft, UnsentReply


def personal_data(user: User) -> Sequence[PersonalData]:
    drafts = Draft.objects.filter(user=user).select_related("ticket").order_by("pk")
    unsent = UnsentReply.objects.filter(author=user).select_related("ticket")
    texts = [f"{d.ticket.reference if d.ticket else d.form}: {d.body}" for d in drafts]
    texts += [f"{one.ticket.reference}: {one.body}" for one in unsent]
    return [PersonalData(_("Drafts"), texts)]


def erase_person(user: User) -> Sequence[Erasure]:
    """All of it goes; its files go with those that wait to be sent."""
    _rows, kinds = Draft.objects.filter(user=user).delete()
    _rows, unsent = UnsentReply.objects.filter(author=user).delete()
    count = kinds.get(Draft._meta.label, 0) + unsent.get(UnsentReply._meta.label, 0)
    return [Erasure(_("Drafts"), count, 0)]
