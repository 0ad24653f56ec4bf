"""Where a ticket stands, and who moves it there."""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from helpdesk import notices, permissions
from helpdesk.actions.history import lock, record
from helpdesk.models import Kind, Status, Ticket, TicketEvent
from helpdesk.transitions import REOPEN_WITHIN, following, is_allowed, may_reopen


@transaction.atomic
def change_status(
    ticket: Ticket,
    *,
    by: User,
    status: str,
    waits_for: str = "",
    follow_up_on: date | None = None,
    parts: str = "",
    at: datetime | None = None,
) -> Ticket:
    """Move a ticket to another status as staff and tell its requester.

    `on_hold` needs whom the ticket waits for and the day to ask again; finishing a ticket that has
    open parts needs to be told what becomes of them, see `move`.
    """
    at = at or timezone.now()
    ticket = lock(ticket, Ticket.objects.served_by(by))
    if status == ticket.status:
        return ticket
    waiting = {"waits_for": waits_for, "follow_up_on": follow_up_on}
    event = move(ticket, by=by, status=status, parts=parts, at=at, **waiting)
    notices.tell_status(ticket, event=event, by=by, at=at)
    return ticket


@transaction.atomic
def close(ticket: Ticket, *, by: User, at: datetime | None = None) -> Ticket:
    """Close a ticket for good, from either side: it was answered, or the matter is settled."""
    at = at or timezone.now()
    ticket = lock(ticket, Ticket.objects.visible_to(by, at))
    if ticket.status == Status.CLOSED:
        return ticket
    event = move(ticket, by=by, status=Status.CLOSED, at=at)
    notices.tell_status(ticket, event=event, by=by, at=at)
    return ticket


@transaction.atomic
def reopen(ticket: Ticket, *, by: User, at: datetime | None = None) -> Ticket:
    """Take up again a resolved or closed ticket, within thirty days, from either side."""
    at = at or timezone.now()
    ticket = lock(ticket, Ticket.objects.visible_to(by, at))
    if ticket.is_open:
        return ticket
    refuse_late_reopening(ticket, at=at)
    event = move(ticket, by=by, status=Status.OPEN, at=at)
    notices.tell_status(ticket, event=event, by=by, at=at)
    return ticket


@transaction.atomic
def share(ticket: Ticket, *, by: User, is_restricted: bool, at: datetime | None = None) -> Ticket:
    """Let the office's coordinator see a restricted ticket, or hide it; for requester and staff."""
    at = at or timezone.now()
    ticket = lock(ticket, Ticket.objects.visible_to(by, at))
    if not permissions.user_can_share(by, ticket):
        raise PermissionDenied
    if ticket.is_restricted != is_restricted:
        words = {True: "restricted", False: "shared"}
        ticket.is_restricted = is_restricted
        record(
            ticket,
            TicketEvent.Verb.SHARED,
            by=by,
            organisation=permissions.organisation_of_act(by, ticket),
            at=at,
            from_value=words[not is_restricted],
            to_value=words[is_restricted],
        )
    return ticket


def move(
    ticket: Ticket,
    *,
    by: User | None,
    status: str,
    at: datetime,
    waits_for: str = "",
    follow_up_on: date | None = None,
    parts: str = "",
    is_approved: bool = False,
) -> TicketEvent:
    """Set the status of a locked ticket and record it; raises ValidationError where it may not follow.

    `parts` is what staff decided about open parts of a larger problem that is finished, "stay" or
    "follow"; `is_approved` is for an answer that a second agent read.
    """
    organisation = permissions.organisation_of_act(by, ticket)
    refuse_transition(ticket, status, follow_up_on=follow_up_on, at=at)
    if by and organisation is None and by.pk != ticket.requester_id:  # who asks may have no office
        refuse_of_staff(ticket, status, by=by, parts=parts, is_approved=is_approved)
    before, ticket.status = ticket.status, status
    is_done = status in (Status.RESOLVED, Status.CLOSED)
    ticket.resolved_at = (ticket.resolved_at or at) if is_done else None
    ticket.unanswered_since = None if is_done else ticket.unanswered_since
    set_waiting(ticket, waits_for=waits_for, follow_up_on=follow_up_on, at=at)
    ticket.version += 1
    return record(
        ticket,
        TicketEvent.Verb.STATUS,
        by=by,
        organisation=organisation,
        at=at,
        from_value=before,
        to_value=status,
    )


def set_waiting(ticket: Ticket, *, waits_for: str, follow_up_on: date | None, at: datetime) -> None:
    """Note on which day a ticket in its new status comes back by itself, and for whom it waits."""
    status, days = ticket.status, ticket.queue.closes_after_days
    ticket.waits_for = waits_for.strip() if status == Status.ON_HOLD else ""
    ticket.follow_up_on = follow_up_on if status in (Status.ON_HOLD, Status.PENDING) else None
    ticket.closes_on = None
    if status == Status.RESOLVED and days:
        ticket.closes_on = timezone.localdate(at) + timedelta(days=days)
    ticket.follow_up_told_on = ticket.closing_told_on = None


def refuse_of_staff(
    ticket: Ticket, status: str, *, by: User, parts: str, is_approved: bool
) -> None:
    """What binds agents only: changes that the queue bars, four eyes, parts not to be forgotten."""
    if status not in following(ticket):
        raise ValidationError(
            _("In this queue a ticket does not go from “%(from)s” to “%(to)s”.")
            % {"from": ticket.get_status_display(), "to": Status(status).label},
            code="transition",
        )
    if not is_approved:
        refuse_unapproved(ticket, status, by=by)
    if not parts and status in (Status.RESOLVED, Status.CLOSED):
        refuse_forgotten_parts(ticket)


def refuse_forgotten_parts(ticket: Ticket) -> None:
    """Finishing a larger problem asks first what becomes of the tickets that are a part of it."""
    if count := ticket.children.open().count():
        raise ValidationError(
            ngettext(
                "%(count)d open ticket is a part of this problem: say what becomes of it.",
                "%(count)d open tickets are a part of this problem: say what becomes of them.",
                count,
            )
            % {"count": count},
            code="parts",
        )


def refuse_unapproved(ticket: Ticket, status: str, *, by: User) -> None:
    """Four eyes: where the queue asks for it, a question is finished by an approved answer only.

    What needs no answer, such as spam, is closed by a supervisor.
    """
    is_asked = ticket.queue.needs_approval and ticket.kind == Kind.QUESTION
    is_finished = ticket.is_open and status in (Status.RESOLVED, Status.CLOSED)
    if not is_asked or not is_finished:
        return
    if status == Status.CLOSED and by.has_role(Role.SUPERVISOR, Role.ADMINISTRATOR):
        return
    if not ticket.interpretations.filter(message__isnull=False).exists():
        raise ValidationError(
            _(
                "In this queue a second agent reads the answer first: write an interpretation. "
                "What needs no answer is closed by a supervisor."
            ),
            code="approval",
        )


def refuse_transition(
    ticket: Ticket, status: str, *, follow_up_on: date | None, at: datetime
) -> None:
    if not is_allowed(ticket.status, status):
        words = {"from": ticket.get_status_display(), "to": Status(status).label}
        raise ValidationError(
            _("A ticket cannot go from “%(from)s” to “%(to)s”.") % words, code="transition"
        )
    if follow_up_on and follow_up_on < timezone.localdate(at):
        raise ValidationError({"follow_up_on": _("The day to ask again lies in the past.")})


def refuse_late_reopening(ticket: Ticket, *, at: datetime) -> None:
    if not may_reopen(ticket, at):
        raise ValidationError(
            _(
                "This ticket was finished more than %(days)d days ago. "
                "Open a new one and name its number: %(reference)s."
            )
            % {"days": REOPEN_WITHIN.days, "reference": ticket.reference},
            code="too_late",
        )
