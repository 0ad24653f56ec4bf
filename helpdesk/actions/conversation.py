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
from foundation.checking import check
from foundation.files.models import StoredFile
from foundation.files.reading import read_later
from foundation.search.actions import indexed_once, mark_for_indexing
from helpdesk import follower_notices, followers, notices, permissions
from helpdesk.actions.citing import cite
from helpdesk.actions.history import lock, lock_survivor, record
from helpdesk.actions.status import move, refuse_late_reopening
from helpdesk.models import (
    Attachment,
    Channel,
    Mention,
    Message,
    Status,
    Ticket,
    TicketEvent,
    Upload,
)

LONGEST_BODY = 100_000
VERBS = {
    Message.Kind.REPLY: TicketEvent.Verb.REPLIED,
    Message.Kind.NOTE: TicketEvent.Verb.NOTED,
    Message.Kind.OWNER: TicketEvent.Verb.OWNER,
}


@dataclass(frozen=True)
class MailSender:
    """The mail a message came in: its Message-ID with brackets, who sent it, and how sure that is."""

    message_id: str = ""
    sender_name: str = ""
    sender_email: str = ""
    sender_grade: str = ""


class Following(TypedDict, total=False):
    """Where staff want a ticket to stand; `on_hold` needs the next two, a larger problem `parts`."""

    status: str
    waits_for: str
    follow_up_on: date | None
    parts: str
    is_approved: bool


class Outdated(ValidationError):
    """The ticket went on since the form was shown; nothing was sent."""

    def __init__(self) -> None:
        super().__init__(
            _("This ticket changed while you were writing. Read what is new, then send again."),
            code="outdated",
        )


@transaction.atomic
@indexed_once()
def reply(
    ticket: Ticket,
    *,
    by: User,
    body: str,
    organisation: Organisation | None = None,
    files: Sequence[StoredFile] = (),
    citations: Sequence[str] = (),
    version: int | None = None,
    channel: str = Channel.WEB,
    sender: MailSender | None = None,
    at: datetime | None = None,
    **following: Unpack[Following],
) -> Message:
    """Say something in public: as staff where `by` answers the ticket, else for the requester's side.

    `version` is the one the form was written on; Outdated is raised when the ticket went on since.
    Without one, as by mail, words for a merged ticket go to the one that goes on in its place.
    `following` counts for staff only; a requester's reply takes the ticket up again by itself.
    """
    at = at or timezone.now()
    asked, ticket = ticket, lock_survivor(ticket, Ticket.objects.visible_to(by, at))
    if version is not None and (asked.pk, version) != (ticket.pk, ticket.version):
        raise Outdated
    is_staff = permissions.user_serves(by, ticket)
    if not is_staff:
        following = {}
        _refuse_member(ticket, organisation=organisation, at=at)
    text = {"body": body, "files": files, "channel": channel, "sender": sender}
    text |= {"citations": citations, "following": following}
    return say(ticket, by=by, is_staff=is_staff, at=at, **text)


def say(
    ticket: Ticket,
    *,
    by: User | None,
    is_staff: bool,
    at: datetime,
    following: Following | None = None,
    **text,
) -> Message:
    """Write a public message in a locked ticket whose right was checked, and all that follows from it."""
    message = write_message(ticket, by=by, is_staff=is_staff, at=at, **text)
    _count_answer(ticket, is_staff=is_staff, at=at)
    record_message(ticket, message, by=by)
    _go_on(ticket, by=by, at=at, following=following or {}, is_staff=is_staff)
    notices.tell_reply(ticket, message=message, at=at)
    follower_notices.tell_answer(ticket, message=message, at=at)
    return message


@transaction.atomic
@indexed_once()
def add_note(
    ticket: Ticket,
    *,
    by: User,
    body: str,
    files: Sequence[StoredFile] = (),
    citations: Sequence[str] = (),
    at: datetime | None = None,
) -> Message:
    """Write an internal note: read by those who answer the ticket, never sent anywhere.

    Agents called by `@Name` in it are told so; its words are not part of what they are told.
    """
    at = at or timezone.now()
    ticket = lock(ticket, Ticket.objects.served_by(by))
    text = {"body": body, "files": files, "citations": citations}
    message = write_message(ticket, by=by, is_staff=True, at=at, kind=Message.Kind.NOTE, **text)
    record_message(ticket, message, by=by)
    _mention(ticket, message, at=at)
    return message


def write_message(
    ticket: Ticket,
    *,
    by: User | None,
    body: str,
    is_staff: bool,
    at: datetime,
    files: Sequence[StoredFile] = (),
    citations: Sequence[str] = (),
    sender: MailSender | None = None,
    **fields,
) -> Message:
    """Write the message, its files and citations; raises ValidationError for an empty or overlong text."""
    refuse_text(body)
    office = None if is_staff else permissions.office_spoken_for(by, ticket)
    message = Message(
        ticket=ticket,
        is_from_staff=is_staff,
        body=body,
        created_at=at,
        **asdict(sender or MailSender()),
        **{"author": by, "organisation": office} | fields,
    )
    check(message)
    message.save()
    attach(message, files, by=by)
    cite(message, citations, by=by, at=at)
    return message


def refuse_text(body: str) -> None:
    """Raise ValidationError for an empty or overlong text."""
    if not body.strip():
        raise ValidationError({"body": _("Write something first.")})
    if len(body) > LONGEST_BODY:
        raise ValidationError({"body": _("The text is too long. Send it as a file.")})


def refuse_foreign_files(files: Sequence[StoredFile], *, by: User | None) -> None:
    """Raise PermissionDenied for files that are not one's own, or belong to a message already."""
    owner = by.pk if by else None
    for file in files:
        if file.stored_by_id != owner or Attachment.objects.filter(file=file).exists():
            raise PermissionDenied


def attach(message: Message, files: Sequence[StoredFile], *, by: User | None) -> None:
    """Tie files to a message; only one's own, and only those that belong to no other message."""
    refuse_foreign_files(files, by=by)
    Attachment.objects.bulk_create(Attachment(message=message, file=file) for file in files)
    for file in files:
        read_later(file, at=message.created_at)
    if files:
        mark_for_indexing([message.ticket])
    Upload.objects.filter(file__in=files).delete()


def record_message(
    ticket: Ticket, message: Message, *, by: User | None, to_value: str = ""
) -> TicketEvent:
    """Write into the history that `message` was said; `to_value` is the key of what it belongs to."""
    return record(
        ticket,
        VERBS[message.kind],
        by=by,
        organisation=message.organisation,
        at=message.created_at,
        message=message,
        to_value=to_value,
    )


def _mention(ticket: Ticket, note: Message, *, at: datetime) -> None:
    """Call those agents whose names stand in `note`, but not its author."""
    if "@" not in note.body:
        return
    called = followers.mentioned(note.body, followers.agents_of(ticket))
    called = [agent for agent in called if agent != note.author]
    Mention.objects.bulk_create(Mention(message=note, user=agent) for agent in called)
    follower_notices.tell_mentions(ticket, note=note, agents=called, at=at)


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


def _go_on(
    ticket: Ticket, *, by: User | None, at: datetime, following: Following, is_staff: bool
) -> None:
    """Move the ticket where staff want it, else where the reply itself takes it."""
    wish = dict(following)
    status = wish.pop("status", "")
    if not status and is_staff and ticket.status == Status.NEW:
        status = Status.OPEN
    if not status and not is_staff and ticket.status not in (Status.NEW, Status.ON_HOLD):
        status = Status.OPEN
    if status and status != ticket.status:
        move(ticket, by=by, status=status, at=at, **wish)
