"""What people do with mail that waits for a decision."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Organisation, User
from helpdesk import notices, permissions
from helpdesk.actions import MailSender, open_ticket
from helpdesk.actions.conversation import record_message, write_message
from helpdesk.actions.history import lock_survivor
from helpdesk.actions.status import move
from helpdesk.mail.effects import contents, queue_of, title
from helpdesk.mail.parsing import ParsedMail
from helpdesk.models import Channel, Message, RawMail, Status, Ticket

# An answer of the requester's side takes a ticket up again from these.
TAKEN_UP_FROM = (Status.PENDING, Status.RESOLVED, Status.CLOSED)


@transaction.atomic
def add_to_ticket(
    raw: RawMail, *, parsed: ParsedMail, ticket: Ticket, by: User, at: datetime | None = None
) -> Message:
    """Put a mail that waited into a ticket that `by` answers, as a word of its sender.

    The sender stays as sure or unsure as the mail was: nobody becomes its author.
    """
    at = at or timezone.now()
    raw = _waiting(raw, by=by)
    ticket = lock_survivor(ticket, Ticket.objects.served_by(by))
    body, files = contents(parsed, by=by, at=at)
    message = write_message(
        ticket,
        by=by,
        author=None,
        body=body,
        files=files,
        is_staff=False,
        channel=Channel.MAIL,
        sender=_sender(raw),
        at=at,
    )
    ticket.version += 1
    ticket.unanswered_since = ticket.unanswered_since or at
    record_message(ticket, message, by=None)
    if ticket.status in TAKEN_UP_FROM:
        move(ticket, by=None, status=Status.OPEN, at=at)
    notices.tell_reply(ticket, message=message, at=at)
    _decided(raw, RawMail.Outcome.FOLLOW_UP, message=message, by=by, at=at)
    return message


@transaction.atomic
def open_for_office(
    raw: RawMail,
    *,
    parsed: ParsedMail,
    organisation: Organisation,
    by: User,
    is_from_person: bool = False,
    at: datetime | None = None,
) -> Ticket:
    """Open a ticket for an office from a mail that waited.

    With `is_from_person` the person whom the mail names becomes the requester: `by` vouches for it.
    Otherwise the ticket has no requester and nobody is written to.
    """
    at = at or timezone.now()
    raw = _waiting(raw, by=by)
    body, files = contents(parsed, by=by, at=at)
    ticket = open_ticket(
        by=by,
        organisation=organisation,
        requester=raw.person if is_from_person else None,
        subject=title(parsed),
        body=body,
        files=files,
        channel=Channel.MAIL,
        sender=_sender(raw),
        at=at,
        queue=queue_of(raw),
    )
    message = ticket.messages.order_by("pk").first()
    _decided(raw, RawMail.Outcome.TICKET, message=message, by=by, at=at)
    return ticket


@transaction.atomic
def discard(raw: RawMail, *, reason: str, by: User, at: datetime | None = None) -> None:
    """Set a mail aside for good, saying why; it stays on record."""
    raw = _waiting(raw, by=by)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    raw.reason = reason.strip()[:500]
    _decided(raw, RawMail.Outcome.DISCARDED, message=None, by=by, at=at or timezone.now())


@transaction.atomic
def try_again(raw: RawMail, *, by: User, at: datetime | None = None) -> None:
    """Let the filters judge a mail anew, e.g. after its sender was registered."""
    raw = _waiting(raw, by=by)
    raw.state, raw.outcome, raw.why, raw.reason = RawMail.State.DUE, "", "", ""
    raw.attempts, raw.next_try_at, raw.leased_until = 0, at or timezone.now(), None
    raw.save()


@transaction.atomic
def assign(raw: RawMail, *, to: User | None, by: User) -> None:
    """Say who looks into a mail that waits, or that nobody does yet."""
    raw = _waiting(raw, by=by)
    if to is not None and not permissions.user_is_staff(to):
        raise ValidationError(_("%(name)s does not work at the desk.") % {"name": to})
    raw.assignee = to
    raw.save(update_fields=["assignee"])


def each(raws: Iterable[RawMail], act: Callable[[RawMail], None]) -> int:
    """Do one thing to several mails; return for how many nobody had decided meanwhile."""
    done = 0
    for raw in raws:
        try:
            act(raw)
        except ValidationError:
            continue
        done += 1
    return done


def _waiting(raw: RawMail, *, by: User) -> RawMail:
    """`raw` locked, if `by` may sort mail and nobody has decided about it yet."""
    if not permissions.user_is_staff(by):
        raise PermissionDenied
    raw = RawMail.objects.select_for_update().get(pk=raw.pk)
    if raw.state != RawMail.State.PARKED:
        raise ValidationError(_("Somebody has already decided about this message."))
    return raw


def _sender(raw: RawMail) -> MailSender:
    """Who sent it; an address that is none becomes a part of the name."""
    try:
        validate_email(raw.sender_email)
    except ValidationError:
        name, email = f"{raw.sender_name} {raw.sender_email}".strip(), ""
    else:
        name, email = raw.sender_name, raw.sender_email
    return MailSender(raw.message_id, name[:200] or "?", email, raw.sender_grade)


def _decided(
    raw: RawMail, outcome: str, *, message: Message | None, by: User, at: datetime
) -> None:
    raw.state, raw.outcome, raw.why = RawMail.State.DONE, outcome, RawMail.Why.DECIDED
    raw.decided_by, raw.decided_at = by, at
    if message:
        raw.ticket_message, raw.ticket = message, message.ticket
    raw.save()
