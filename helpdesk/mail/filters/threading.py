"""To which ticket a mail belongs. A ticket's number in the subject proves nothing."""

from collections.abc import Sequence

from foundation.accounts.models import User
from foundation.mailing.models import OutgoingMail
from helpdesk import permissions
from helpdesk.mail.incoming import Decision, Incoming, park
from helpdesk.models import Message, RawMail, Ticket

KEY = "ticket:"


def judge(mail: Incoming) -> Decision | None:
    """Continue the ticket that a proven sender answers to; set aside where they may not."""
    ticket = ticket_of(mail, mail.sender.person)
    if ticket is None:
        return None
    person = mail.sender.person
    if not Ticket.objects.visible_to(person, mail.at).filter(pk=ticket.pk).exists():
        return park(RawMail.Why.NO_ACCESS, ticket=ticket)
    if permissions.user_serves(person, ticket):
        return park(RawMail.Why.STAFF, ticket=ticket)
    return Decision(RawMail.Outcome.FOLLOW_UP, RawMail.Why.PROVEN, ticket=ticket)


def ticket_of(mail: Incoming, person: User) -> Ticket | None:
    """By reply token, else by answering a mail that we sent to `person` or had from them."""
    token = mail.sender.token
    if token and token.user_id == person.pk:
        return Ticket.objects.filter(pk=token.ticket_id).first()
    sent = OutgoingMail.objects.filter(recipient_user=person)
    received = Message.objects.filter(author=person)
    return _nearest(mail.parsed.answers_to, sent, received)


def suggested_ticket(mail: Incoming) -> Ticket | None:
    """The ticket that a mail of an unproven sender seems to belong to, for a person to judge."""
    if mail.sender.token:
        return Ticket.objects.filter(pk=mail.sender.token.ticket_id).first()
    return _nearest(mail.parsed.answers_to, OutgoingMail.objects.all(), Message.objects.all())


def ticket_of_ours(message_ids: Sequence[str]) -> Ticket | None:
    """The ticket about which we sent one of these mails, for a report to name it."""
    return _nearest(message_ids, OutgoingMail.objects.all(), Message.objects.none())


def _nearest(answers_to: Sequence[str], sent, received) -> Ticket | None:
    for message_id in answers_to[:20]:
        mail = sent.filter(message_id=message_id, subject_key__startswith=KEY).first()
        if mail:
            return Ticket.objects.filter(reference=mail.subject_key.removeprefix(KEY)).first()
        message = received.filter(message_id=message_id).select_related("ticket").first()
        if message:
            return message.ticket
    return None
