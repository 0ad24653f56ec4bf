"""Public replies and internal notes."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import Organisation, User
from foundation.files.models import StoredFile
from helpdesk import mails, permissions
from helpdesk.actions.history import lock, record
from helpdesk.actions.status import move, refuse_late_reopening
from helpdesk.models import Attachment, Channel, Message, Status, Ticket, TicketEvent

LONGEST_BODY = 100_000


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
    status: str = "",
    waits_for: str = "",
    follow_up_on: date | None = None,
    version: int | None = None,
    channel: str = Channel.WEB,
    at: datetime | None = None,
    **mail: str,
) -> Message:
    """Say something in public: as staff where `by` answers the ticket, else for the requester's side.

    `version` is the one the form was written on; Outdated is raised when the ticket went on since.
    `status` is where staff want the ticket to stand afterwards. `mail` may hold `message_id`,
    `sender_name`, `sender_email` and `sender_grade` of the mail it came in.
    """
    at = at or timezone.now()
    ticket = lock(ticket, Ticket.objects.visible_to(by, at))
    is_staff = permissions.user_serves(by, ticket)
    if not is_staff and organisation not in (None, ticket.organisation):
        raise PermissionDenied
    refuse_outdated(ticket, version)
    if ticket.status in (Status.RESOLVED, Status.CLOSED):
        refuse_late_reopening(ticket, at=at)
    message = write_message(
        ticket, by=by, body=body, files=files, is_staff=is_staff, channel=channel, at=at, **mail
    )
    following = status if is_staff else ""
    _count_answer(ticket, is_staff=is_staff, at=at)
    record_message(ticket, message, by=by)
    if following := following or _natural_status(ticket, is_staff):
        if following != ticket.status:
            move(
                ticket,
                by=by,
                status=following,
                waits_for=waits_for,
                follow_up_on=follow_up_on,
                at=at,
            )
    mails.tell_reply(ticket, message=message, at=at)
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
    by: User | None,
    body: str,
    is_staff: bool,
    at: datetime,
    files: Sequence[StoredFile] = (),
    **fields,
) -> Message:
    """Write the message and its files; raises ValidationError for an empty or overlong text."""
    if not body.strip():
        raise ValidationError({"body": _("Write something first.")})
    if len(body) > LONGEST_BODY:
        raise ValidationError({"body": _("The text is too long. Send it as a file.")})
    message = Message(
        ticket=ticket,
        author=by,
        organisation=None if is_staff else ticket.organisation,
        is_from_staff=is_staff,
        body=body,
        created_at=at,
        **fields,
    )
    message.full_clean()
    message.save()
    attach(message, files, by=by)
    return message


def attach(message: Message, files: Sequence[StoredFile], *, by: User | None) -> None:
    """Tie files to a message; only one's own, and only those that belong to no other message."""
    for file in files:
        is_own = file.stored_by_id == (by.pk if by else None)
        if not is_own or Attachment.objects.filter(file=file).exists():
            raise PermissionDenied
    Attachment.objects.bulk_create(Attachment(message=message, file=file) for file in files)


def record_message(ticket: Ticket, message: Message, *, by: User | None) -> TicketEvent:
    verb = TicketEvent.Verb.NOTED if message.is_note else TicketEvent.Verb.REPLIED
    return record(
        ticket,
        verb,
        by=by,
        organisation=message.organisation,
        at=message.created_at,
        message=message,
    )


def refuse_outdated(ticket: Ticket, version: int | None) -> None:
    if version is not None and version != ticket.version:
        raise Outdated


def _count_answer(ticket: Ticket, *, is_staff: bool, at: datetime) -> None:
    ticket.version += 1
    if is_staff:
        ticket.first_responded_at = ticket.first_responded_at or at
        ticket.unanswered_since = None
    else:
        ticket.unanswered_since = ticket.unanswered_since or at


def _natural_status(ticket: Ticket, is_staff: bool) -> str:
    """Where a reply takes a ticket by itself: taken up by staff, given back by the requester."""
    if is_staff:
        return Status.OPEN if ticket.status == Status.NEW else ""
    is_back = ticket.status in (Status.PENDING, Status.RESOLVED, Status.CLOSED)
    return Status.OPEN if is_back else ""
