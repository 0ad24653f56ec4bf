"""What the help desk knows of a person; conversations are case files and stay, without the name."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.accounts.personal_data import Erasure, PersonalData
from helpdesk import desk_data, drafts_data, followers_data, process_data, requester_data
from helpdesk.incidents import personal_data as incident_data
from helpdesk.models import Message, QueueMember, RawMail, Ticket, TicketEvent

PERSONAL_MODELS = (
    "helpdesk.Absence",
    "helpdesk.Broadcast",
    "helpdesk.BulkChange",
    "helpdesk.ChecklistItem",
    "helpdesk.CopyAddress",
    "helpdesk.DeskSettings",
    "helpdesk.Draft",
    "helpdesk.Export",
    "helpdesk.GuidanceDraft",
    "helpdesk.HandOver",
    "helpdesk.IncidentClock",
    "helpdesk.IncidentPackage",
    "helpdesk.Interpretation",
    "helpdesk.LegalClock",
    "helpdesk.Mention",
    "helpdesk.Message",
    "helpdesk.Presence",
    "helpdesk.NoticeEntry",
    "helpdesk.OfficialChannel",
    "helpdesk.PublishedAnswer",
    "helpdesk.QueueMember",
    "helpdesk.Rating",
    "helpdesk.RawMail",
    "helpdesk.Recomputation",
    "helpdesk.RestrictedReading",
    "helpdesk.Rule",
    "helpdesk.ServiceNotice",
    "helpdesk.Ticket",
    "helpdesk.TicketEvent",
    "helpdesk.UnsentReply",
    "helpdesk.Upload",
    "helpdesk.Watcher",
)


def personal_data(user: User) -> Sequence[PersonalData]:
    """What this app keeps about `user`."""
    tickets = Ticket.objects.filter(requester=user).order_by("pk")
    messages = Message.objects.filter(author=user).select_related("ticket").order_by("pk")
    places = QueueMember.objects.filter(user=user).select_related("queue")
    mails = RawMail.objects.filter(person=user).defer("content").order_by("pk")
    events = TicketEvent.objects.filter(actor=user).select_related("ticket").order_by("pk")
    return [
        PersonalData(_("Tickets"), [str(ticket) for ticket in tickets]),
        PersonalData(_("Messages"), [f"{m.ticket.reference}: {m.body}" for m in messages]),
        PersonalData(_("Received mail"), [f"{m.received_at:%Y-%m-%d} {m.subject}" for m in mails]),
        PersonalData(_("Queues answered"), [str(place.queue) for place in places]),
        PersonalData(
            _("Acts in tickets"),
            [
                f"{e.ticket.reference}: {e.get_verb_display()}, {e.at:%Y-%m-%d %H:%M}"
                for e in events
            ],
        ),
        *process_data.personal_data(user),
        *requester_data.personal_data(user),
        *drafts_data.personal_data(user),
        *followers_data.personal_data(user),
        *desk_data.personal_data(user),
        *incident_data.personal_data(user),
    ]


@transaction.atomic
def erase_person(user: User) -> Sequence[Erasure]:
    """Take the person out of queues; tickets stay as case files under an account without a name."""
    places, _kinds = QueueMember.objects.filter(user=user).delete()
    Ticket.objects.filter(assignee=user).update(assignee=None)
    messages = Message.objects.filter(author=user)
    messages.update(sender_name="", sender_email="")
    RawMail.objects.filter(assignee=user).update(assignee=None)
    mails = RawMail.objects.filter(person=user)
    without_ticket, _kinds = mails.filter(ticket=None).delete()
    ground = _("act on the national archive resource: case files, without a name")
    return [
        Erasure(_("Queues answered"), places, 0),
        Erasure(_("Tickets"), 0, Ticket.objects.filter(requester=user).count(), ground),
        Erasure(_("Messages"), 0, messages.count(), ground),
        Erasure(_("Received mail"), without_ticket, mails.count(), ground),
        *process_data.erase_person(user, ground),
        Erasure(_("Acts in tickets"), 0, TicketEvent.objects.filter(actor=user).count(), ground),
        *requester_data.erase_person(user),
        *drafts_data.erase_person(user),
        *followers_data.erase_person(user),
        *desk_data.erase_person(user),
        *incident_data.erase_person(user),
    ]
