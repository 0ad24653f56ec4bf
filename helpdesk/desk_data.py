"""Personal data that staff leave at the desk while they work."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.accounts.personal_data import Erasure, PersonalData
from helpdesk.models import BulkChange, DeskSettings, Presence


def personal_data(user: User) -> Sequence[PersonalData]:
    """Tickets opened lately, changes of many tickets, how the desk is arranged."""
    looked = Presence.objects.filter(user=user).select_related("ticket")
    changes = BulkChange.objects.filter(by=user)
    arranged = DeskSettings.objects.filter(user=user)
    return [
        PersonalData(_("Tickets opened lately"), [row.ticket.reference for row in looked]),
        PersonalData(_("Changes of many tickets"), [f"{c.at:%Y-%m-%d %H:%M} {c}" for c in changes]),
        PersonalData(_("Arrangement of the desk"), [str(row) for row in arranged]),
    ]


def erase_person(user: User) -> Sequence[Erasure]:
    """All of it goes; what was done to tickets stands in their history."""
    looked, _kinds = Presence.objects.filter(user=user).delete()
    changes, _kinds = BulkChange.objects.filter(by=user).delete()
    arranged, _kinds = DeskSettings.objects.filter(user=user).delete()
    return [
        Erasure(_("Tickets opened lately"), looked, 0),
        Erasure(_("Changes of many tickets"), changes, 0),
        Erasure(_("Arrangement of the desk"), arranged, 0),
    ]
