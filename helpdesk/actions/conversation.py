"""Public replies and internal notes."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import Organisation, User
from foundation.files.models import StoredFile
from helpdesk import notices, permissions
from helpdesk.actions.history import lock, record
from helpdesk.actions.status import move, refuse_late_reopening
from helpdesk.models import Attachment, Channel, Message, Status, Ticket, TicketEvent

LONGEST_BODY = 100_000


@dataclass(frozen=True)
class MailSender:
    """The mail a message came in: its Message-ID with brackets, who sent it, and how sure that is."""

    message_id: str = ""
    sender_name: str = ""
    sender_email: str = ""
    sender_grade: str = ""


class Following(TypedDict, total=False):
    """Where staff want a ticket to stand; `on_hold` needs the other two."""

    status: str
    waits_for: str
    follow_up_on: date | None


class Outdated(ValidationError):
    """The ticket went on since the form was shown; nothing was sent."""

    def __init__(self) -> None:
        super().__init__(
            _("This ticket changed while you were writing. Read what is new, then send again."),
            code="outdated",
        )


@transaction.atomic
def reply(
    ticket: Ticket,
    *,
    by: User,
    body: str,
    organisation: Organisation | None = None,
    files: Sequence[StoredFile] = (),
    version: int | None = None,
    channel: str = Channel.WEB,
    sender: MailSender | None = None,
    at: datetime | None = None,
    **following: Unpack[Following],
) -> Message:
    """Say something in public: as staff where `by` answers the ticket, else for the requester's side.

    `version` is the one the form was written on; Outdated is raised when the ticket went on since.
    `following` counts for staff only; a requester's reply takes the ticket up again by itself.
    """
    at = at or timezone.now()
    ticket = lock(ticket, Ticket.objects.visible_to(by, at))
    if version not in (None, ticket.version):
        raise Outdated
    is_staff = permissions.user_serves(by, ticket)
    if not is_staff:
        following = {}
        _refuse_member(ticket, organisation=organisation, at=at)
    text = {"body": body, "files": files, "channel": channel, "sender": sender}
    message = write_message(ticket, by=by, is_staff=is_staff, at=at, **text)
    _count_answer(ticket, is_staff=is_staff, at=at)
    record_message(ticket, message, by=by)
    _go_on(ticket, by=by, at=at, following=following, is_staff=is_staff)
    notices.tell_reply(ticket, message=message, at=at)
    return message


@transaction.atomic
def add_note(
    ticket: Ticket,
    *,
    by: User,
    body: str,
    files: Sequence[StoredFile] = (),
    at: datetime | None = None,
) -> Message:
    """Write an internal note: read by those who answer the ticket, never sent anywhere."""
    at = at or timezone.now()
    ticket = lock(ticket, Ticket.objects.served_by(by))
    message = write_message(
        ticket, by=by, body=body, files=files, is_staff=True, at=at, kind=Message.Kind.NOTE
    )
    record_message(ticket, message, by=by)
    return message


def write_message(
    ticket: Ticket,
    *,
    by: User,
    body: str,
    is_staff: bool,
    at: datetime,
    files: Sequence[StoredFile] = (),
    sender: MailSender | None = None,
    **fields,
) -> Message:
    """Write the message and its files; raises ValidationError for an empty or overlong text."""
    if not body.strip():
        raise ValidationError({"body": _("Write something first.")})
    if len(body) > LONGEST_BODY:
        raise ValidationError({"body": _("The text is too long. Send it as a file.")})
    message = Message(
        ticket=ticket,
        organisation=None if is_staff else ticket.organisation,
        is_from_staff=is_staff,
        body=body,
        created_at=at,
        **asdict(sender or MailSender()),
        **{"author": by} | fields,
    )
    message.full_clean()
    message.save()
    attach(message, files, by=by)
    return message


def attach(message: Message, files: Sequence[StoredFile], *, by: User) -> None:
    """Tie files to a message; only one's own, and only those that belong to no other message."""
    for file in files:
        if file.stored_by_id != by.pk or Attachment.objects.filter(file=file).exists():
            raise PermissionDenied
    Attachment.objects.bulk_create(Attachment(message=message, file=file) for file in files)


def record_message(ticket: Ticket, message: Message, *, by: User) -> TicketEvent:
    verb = TicketEvent.Verb.NOTED if message.is_note else TicketEvent.Verb.REPLIED
    return record(
        ticket,
        verb,
        by=by,
        organisation=message.organisation,
        at=message.created_at,
        message=message,
    )


def _refuse_member(ticket: Ticket, *, organisation: Organisation | None, at: datetime) -> None:
    """A member speaks for the ticket's own office only, and not after it was finished long ago."""
    if organisation not in (None, ticket.organisation):
        raise PermissionDenied
    if not ticket.is_open:
        refuse_late_reopening(ticket, at=at)


def _count_answer(ticket: Ticket, *, is_staff: bool, at: datetime) -> None:
    ticket.version += 1
    if is_staff:
        ticket.first_responded_at = ticket.first_responded_at or at
        ticket.unanswered_since = None
    else:
        ticket.unanswered_since = ticket.unanswered_since or at


def _go_on(ticket: Ticket, *, by: User, at: datetime, following: Following, is_staff: bool) -> None:
    """Move the ticket where staff want it, else where the reply itself takes it."""
    wish = dict(following)
    status = wish.pop("status", "")
    if not status and is_staff and ticket.status == Status.NEW:
        status = Status.OPEN
    if not status and not is_staff and ticket.status not in (Status.NEW, Status.ON_HOLD):
        status = Status.OPEN
    if status and status != ticket.status:
        move(ticket, by=by, status=status, at=at, **wish)
