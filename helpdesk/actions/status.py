"""Where a ticket stands, and who moves it there."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from helpdesk import notices, permissions
from helpdesk.actions.history import lock, record
from helpdesk.models import Status, Ticket, TicketEvent
from helpdesk.transitions import REOPEN_WITHIN, is_allowed, may_reopen


@transaction.atomic
def change_status(
    ticket: Ticket,
    *,
    by: User,
    status: str,
    waits_for: str = "",
    follow_up_on: date | None = None,
    at: datetime | None = None,
) -> Ticket:
    """Move a ticket to another status as staff and tell its requester.

    `on_hold` needs whom the ticket waits for and the day to ask again.
    """
    at = at or timezone.now()
    ticket = lock(ticket, Ticket.objects.served_by(by))
    if status == ticket.status:
        return ticket
    event = move(
        ticket, by=by, status=status, waits_for=waits_for, follow_up_on=follow_up_on, at=at
    )
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
) -> TicketEvent:
    """Set the status of a locked ticket and record it; raises ValidationError where it may not follow."""
    refuse_transition(ticket, status, follow_up_on=follow_up_on, at=at)
    before, ticket.status = ticket.status, status
    is_done = status in (Status.RESOLVED, Status.CLOSED)
    ticket.resolved_at = (ticket.resolved_at or at) if is_done else None
    is_on_hold = status == Status.ON_HOLD
    ticket.waits_for = waits_for.strip() if is_on_hold else ""
    ticket.follow_up_on = follow_up_on if is_on_hold else None
    if is_done:
        ticket.unanswered_since = None
    ticket.version += 1
    return record(
        ticket,
        TicketEvent.Verb.STATUS,
        by=by,
        organisation=permissions.organisation_of_act(by, ticket),
        at=at,
        from_value=before,
        to_value=status,
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
