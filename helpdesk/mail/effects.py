"""What a decision does to tickets and to the record of our own mail. Nothing here writes mail."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from foundation.accounts.models import User
from foundation.files.actions import NO_ROOM, store_file
from foundation.files.models import StoredFile
from foundation.mailing.actions import mark_bounced
from helpdesk.actions import MailSender, open_ticket, reply
from helpdesk.mail.filters.owners import hand_over_of, sender_of_answer
from helpdesk.mail.filters.reports import is_permanent, our_message_ids, words_of_server
from helpdesk.mail.incoming import Decision, Incoming
from helpdesk.mail.parsing import ParsedMail
from helpdesk.mail.parts import MailFile
from helpdesk.mail.protection import ENCRYPTED
from helpdesk.models import Channel, Queue, RawMail, Ticket
from helpdesk.notices import notify_answering
from helpdesk.owners.actions import take_answer

LONGEST_BODY = 50_000  # characters of a message; the rest travels as a file
MOST_FILES = 20
MOST_NAMES = 50  # of files that were not taken


def carry_out(mail: Incoming, decision: Decision) -> None:
    """Open the ticket, write the message or record the bounce, and note on the mail what it became."""
    if decision.outcome == RawMail.Outcome.BOUNCE:
        _record_bounce(mail, decision.ticket)
    elif decision.outcome == RawMail.Outcome.OWNER:
        _take_owners_answer(mail)
    elif decision.outcome == RawMail.Outcome.FOLLOW_UP:
        _continue(mail, decision)
    elif decision.outcome == RawMail.Outcome.TICKET:
        body, files = contents(mail.parsed, by=mail.sender.person, at=mail.at)
        mail.raw.ticket = open_ticket(
            by=mail.sender.person,
            organisation=decision.organisation,
            subject=title(mail.parsed),
            body=body,
            files=files,
            channel=Channel.MAIL,
            sender=sender_fields(mail),
            at=mail.at,
            queue=queue_of(mail.raw),
        )
        mail.raw.ticket_message = mail.raw.ticket.messages.order_by("pk").first()


def queue_of(raw: RawMail) -> Queue | None:
    """The queue of the mailbox that a mail came into, while it takes tickets; else kinds decide."""
    queue = raw.mailbox.queue if raw.mailbox else None
    return queue if queue and queue.is_active else None


def _continue(mail: Incoming, decision: Decision) -> None:
    """Write the words into the ticket, or into the one that goes on in its place."""
    body, files = contents(mail.parsed, by=mail.sender.person, at=mail.at)
    mail.raw.ticket_message = reply(
        decision.ticket,
        by=mail.sender.person,
        body=body,
        files=files,
        channel=Channel.MAIL,
        sender=sender_fields(mail),
        at=mail.at,
    )
    mail.raw.ticket = mail.raw.ticket_message.ticket


def _take_owners_answer(mail: Incoming) -> None:
    made = hand_over_of(mail)
    body, files = contents(mail.parsed, by=made.by, at=mail.at)
    sender = sender_of_answer(mail, made)
    mail.raw.ticket_message = take_answer(made, body=body, files=files, sender=sender, at=mail.at)
    mail.raw.ticket = mail.raw.ticket_message.ticket


def sender_fields(mail: Incoming) -> MailSender:
    return MailSender(
        message_id=mail.parsed.message_id,
        sender_name=mail.sender.name,
        sender_email=mail.sender.email,
        sender_grade=mail.sender.grade,
    )


def title(parsed: ParsedMail) -> str:
    return parsed.subject[:200] or _("(no subject)")


def contents(parsed: ParsedMail, *, by: User, at: datetime) -> tuple[str, Sequence[StoredFile]]:
    """The text of a message and its stored files; what was not taken is said at its end.

    The words arrive as they were written: `C:\\Users\\nowak` keeps its backslashes.
    """
    text, sent = parsed.text, list(parsed.files)
    if len(text) > LONGEST_BODY:
        whole = MailFile("wiadomosc.txt", "text/plain", parsed.whole_text.encode())
        text, sent = text[:LONGEST_BODY] + " …", [whole, *sent]
    files, refused = _stored(sent[:MOST_FILES], by=by, at=at)
    refused += [file.name for file in sent[MOST_FILES:]]
    with override(by.language):
        text = text.strip() or _without_words(parsed)
        if refused:
            text += "\n\n" + _("Files that were not accepted:") + "\n"
            text += "".join(f"\n- {line}" for line in refused[:MOST_NAMES])
        if left := len(refused[MOST_NAMES:]):
            text += "\n\n" + ngettext("And %d more.", "And %d more.", left) % left
    return text, files


def _without_words(parsed: ParsedMail) -> str:
    if ENCRYPTED.intersection(parsed.protections):
        return _("(an encrypted message that the support point cannot read)")
    return _("(no text)")


def _stored(
    sent: Sequence[MailFile], *, by: User, at: datetime
) -> tuple[list[StoredFile], list[str]]:
    """Store what is taken; return the rows, and a line about each file that is not."""
    files, refused = [], []
    for file in sent:
        try:
            files.append(store_file(BytesIO(file.content), name=file.name, by=by, at=at))
        except ValidationError as error:
            if error.code == NO_ROOM:
                raise
            with override(by.language):
                refused.append(" ".join(error.messages))
    return files, refused


def _record_bounce(mail: Incoming, ticket: Ticket | None) -> None:
    """Tell mailing, and inside the application whoever answers the ticket; nobody is written to,
    not even about a report of a report."""
    reason = words_of_server(mail)
    failed = [
        mark_bounced(message_id, reason=reason, is_permanent=is_permanent(mail), at=mail.at)
        for message_id in our_message_ids(mail)
    ]
    if ticket and any(failed):
        text = gettext_lazy("Our message came back undelivered in the ticket")
        notify_answering(ticket, text=text, at=mail.at)
