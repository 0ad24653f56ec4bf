"""Answers of the owners of systems, to the address that only their hand-over carried."""

from helpdesk.actions import MailSender
from helpdesk.mail.incoming import Decision, Incoming
from helpdesk.models import HandOver, Message, RawMail
from helpdesk.owners.tokens import read_hand_over


def judge(mail: Incoming) -> Decision | None:
    """Whoever writes to the address answers the hand-over; how sure the sender is, is shown."""
    made = hand_over_of(mail)
    if made is None or not mail.sender.email:
        return None
    return Decision(RawMail.Outcome.OWNER, RawMail.Why.PROVEN, ticket=made.ticket)


def hand_over_of(mail: Incoming) -> HandOver | None:
    return read_hand_over(recipient.email for recipient in mail.parsed.recipients)


def sender_of_answer(mail: Incoming, made: HandOver) -> MailSender:
    """Signed where the contact itself answers from its own address; unverified otherwise."""
    is_contact = mail.sender.email == made.contact_email.lower()
    grade = Message.SenderGrade.SIGNED if is_contact else Message.SenderGrade.UNVERIFIED
    return MailSender(mail.parsed.message_id, mail.sender.name, mail.sender.email, grade)
