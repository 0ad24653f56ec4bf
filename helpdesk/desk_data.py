"""Personal data that staff leave at the desk while they work."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.accounts.personal_data import Erasure, PersonalData
from helpdesk.models import AgentDraft, BulkChange, DeskSettings, Presence, UnsentReply


def personal_data(user: User) -> Sequence[PersonalData]:
    """Drafts, tickets opened lately, changes of many tickets, how the desk is arranged."""
    drafts = AgentDraft.objects.filter(author=user).select_related("ticket")
    unsent = UnsentReply.objects.filter(author=user).select_related("ticket")
    looked = Presence.objects.filter(user=user).select_related("ticket")
    changes = BulkChange.objects.filter(by=user)
    arranged = DeskSettings.objects.filter(user=user)
    return [
        PersonalData(_("Drafts"), [f"{d.ticket.reference}: {d.body}" for d in [*drafts, *unsent]]),
        PersonalData(_("Tickets opened lately"), [row.ticket.reference for row in looked]),
        PersonalData(_("Changes of many tickets"), [f"{c.at:%Y-%m-%d %H:%M} {c}" for c in changes]),
        PersonalData(_("Arrangement of the desk"), [str(row) for row in arranged]),
    ]


def erase_person(user: User) -> Sequence[Erasure]:
    """All of it goes; what was done to tickets stands in their history."""
    drafts, _kinds = AgentDraft.objects.filter(author=user).delete()
    unsent, _kinds = UnsentReply.objects.filter(author=user).delete()
    looked, _kinds = Presence.objects.filter(user=user).delete()
    changes, _kinds = BulkChange.objects.filter(by=user).delete()
    arranged, _kinds = DeskSettings.objects.filter(user=user).delete()
    return [
        Erasure(_("Drafts"), drafts + unsent, 0),
        Erasure(_("Tickets opened lately"), looked, 0),
        Erasure(_("Changes of many tickets"), changes, 0),
        Erasure(_("Arrangement of the desk"), arranged, 0),
    ]
