"""What requesters are told by mail, and agents inside the application.

Every mail about a ticket carries the same key, so that its Message-IDs can be found again: answers
thread to all earlier ones, and a reply to any of them leads back to the ticket.
"""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from foundation.accounts.models import User
from foundation.mailing.actions import notify, queue_mail
from foundation.mailing.models import OutgoingMail
from helpdesk import markdown, wording
from helpdesk.incidents import notices as incident_notices
from helpdesk.mail.tokens import reply_address
from helpdesk.models import Absence, Message, Status, Ticket, TicketEvent
from helpdesk.sla import RESOLUTION

OPENED, REPLY, STATUS = "helpdesk.opened", "helpdesk.reply", "helpdesk.status"
MERGED, CLOSING = "helpdesk.merged", "helpdesk.closing"
KINDS = (OPENED, REPLY, STATUS, MERGED, CLOSING)


def subject_key(ticket: Ticket) -> str:
    return f"ticket:{ticket.reference}"


def tell_opened(ticket: Ticket, *, at: datetime) -> None:
    """Confirm to the requester that the ticket arrived."""
    _mail(ticket, kind=OPENED, sequence=0, context={}, at=at, is_automatic=True)


def tell_reply(ticket: Ticket, *, message: Message, at: datetime) -> None:
    """Send a public reply to the other side; a note is refused, whoever calls."""
    if message.is_internal:
        raise ValueError("An internal note never leaves the desk")
    if message.is_from_staff and ticket.requester is None:
        incident_notices.tell_answered(ticket, message=message, at=at)
    elif message.is_from_staff:
        _mail(ticket, kind=REPLY, sequence=message.pk, context=words_of(message), at=at)
    elif ticket.assignee:
        notify_agent(
            ticket, agent=ticket.assignee, text=gettext_lazy("New message in a ticket"), at=at
        )


def words_of(message: Message) -> dict[str, object]:
    """What a public answer says, for the mails that carry it."""
    if message.is_internal:
        raise ValueError("An internal note never leaves the desk")
    return {
        "body": message.body,
        "body_html": markdown.render(message.body),
        "author": message.author,
        "citations": list(message.citations.all()),
    }


def tell_status(ticket: Ticket, *, event: TicketEvent, by: User, at: datetime) -> None:
    """Tell the requester of a status that somebody else gave to the ticket."""
    if by == ticket.requester:
        if ticket.assignee:
            notify_agent(
                ticket,
                agent=ticket.assignee,
                text=gettext_lazy("The requester changed a ticket"),
                at=at,
            )
        return
    if (event.from_value, event.to_value) == (Status.NEW, Status.OPEN):
        return
    _mail(ticket, kind=STATUS, sequence=event.pk, context={}, at=at, is_automatic=True)


def tell_moved(ticket: Ticket, *, before: User | None, at: datetime) -> None:
    """Tell of a ticket under another office: who lost it without its words, who got it as of any news."""
    if before and before != ticket.requester:
        with override(before.language):
            text = _("Your ticket %s was moved under another office; you do not see it any more.")
            notify(before, kind=STATUS, text=text % ticket.reference, at=at)
    if ticket.requester and ticket.requester != before:
        tell_opened(ticket, at=at)


def tell_merged(ticket: Ticket, *, source: Ticket, event: TicketEvent, at: datetime) -> None:
    """Tell the requester in which ticket we go on; where nobody is known, nobody is written to."""
    if source.requester:
        context = {"merged": source}
        _mail(ticket, kind=MERGED, sequence=event.pk, context=context, at=at, is_automatic=True)


def tell_closing(ticket: Ticket, *, at: datetime) -> None:
    """Tell the requester on which day a resolved ticket closes by itself."""
    sequence = ticket.closes_on.toordinal()
    _mail(ticket, kind=CLOSING, sequence=sequence, context={}, at=at, is_automatic=True)


def notify_answering(ticket: Ticket, *, text: str | Promise, at: datetime) -> None:
    """Tell the agent of a ticket; where it has none, everybody in its queue."""
    members = User.objects.active().filter(queue_places__queue=ticket.queue_id)
    agents = [ticket.assignee] if ticket.assignee else list(members.order_by("pk"))
    for agent in agents:
        notify_agent(ticket, agent=agent, text=text, at=at)


def notify_agent(ticket: Ticket, *, agent: User, text: str | Promise, at: datetime) -> None:
    """Tell an agent, and their deputy while they are away; only those who answer the ticket.

    A lazy `text` is told in the language of whoever reads it.
    """
    deputy = Absence.objects.deputy_of(agent, timezone.localdate(at))
    for person in (agent, deputy):
        if person:
            _notify_staff(ticket, person, text=text, at=at)


def _notify_staff(ticket: Ticket, person: User, *, text: str | Promise, at: datetime) -> None:
    """Tell one person of the desk, if they answer the ticket."""
    if not Ticket.objects.served_by(person).filter(pk=ticket.pk).exists():
        return
    subject = "" if ticket.is_restricted else f": {ticket.subject}"
    with override(person.language):
        said = f"{text} {ticket.reference}{subject}"
        url = reverse("helpdesk:desk_ticket", args=[ticket.reference])
    notify(person, kind="helpdesk.agent", text=said, url=url, at=at)


def warn_agent(ticket: Ticket, *, agent: User, target: str, share: int, at: datetime) -> None:
    """Say how much of a deadline is used up, in the agent's language; to `agent` alone."""
    with override(agent.language):
        if share >= 100:
            text = _("The deadline has passed for the ticket")
        elif target == RESOLUTION:
            text = _("%(share)d%% of the time to finish is used up in the ticket") % {
                "share": share
            }
        else:
            text = _("%(share)d%% of the time to answer is used up in the ticket") % {
                "share": share
            }
        _notify_staff(ticket, agent, text=text, at=at)


def _notify_requester(ticket: Ticket, user: User, *, kind: str, at: datetime) -> None:
    """Say it inside the application too: whoever wants no mail reads it there, or in the digest."""
    with override(user.language):
        text = _("News in your ticket %s") % ticket.reference
        text += "" if ticket.is_restricted else f": {ticket.subject}"
        notify(user, kind=kind, text=text, url=ticket.get_absolute_url(), at=at)


def delivery_of(ticket: Ticket) -> dict[int, OutgoingMail]:
    """The mail that carried each public reply, by key of the message."""
    mails = OutgoingMail.objects.filter(kind=REPLY, subject_key=subject_key(ticket))
    return {mail.sequence: mail for mail in mails.order_by("pk")}


def earlier_message_ids(ticket: Ticket) -> list[str]:
    """Message-IDs of all mail of the ticket, in and out, oldest first, for References."""
    incoming = ticket.messages.public().exclude(message_id="")
    outgoing = OutgoingMail.objects.filter(kind__in=KINDS, subject_key=subject_key(ticket))
    found = [*incoming.values_list("created_at", "message_id")]
    found += outgoing.values_list("created_at", "message_id")
    return [message_id for _at, message_id in sorted(found)]


def _mail(
    ticket: Ticket,
    *,
    kind: str,
    sequence: int,
    context: dict[str, object],
    at: datetime,
    is_automatic: bool = False,
) -> OutgoingMail | None:
    """Queue a mail to the requester, if there is one who may still read the ticket."""
    user = ticket.requester
    if user is None or not Ticket.objects.visible_to(user, at).filter(pk=ticket.pk).exists():
        return None
    if kind != OPENED:
        _notify_requester(ticket, user, kind=kind, at=at)
    automatic = {"Auto-Submitted": "auto-replied" if is_automatic else "no"}
    return queue_mail(
        kind=kind,
        subject_key=subject_key(ticket),
        to=user,
        template=f"helpdesk/email/{kind.partition('.')[2]}",
        context={"ticket": ticket, "standing": wording.Standing(ticket), **context},
        sequence=sequence,
        headers=thread_headers(ticket, user) | automatic,
        at=at,
    )


def thread_headers(ticket: Ticket, user: User) -> dict[str, str]:
    """What ties a mail to the earlier ones of its ticket, and brings the answer back to it."""
    earlier = earlier_message_ids(ticket)
    return {
        "In-Reply-To": earlier[-1] if earlier else "",
        "References": " ".join(earlier),
        "Reply-To": reply_address(ticket, user),
    }
