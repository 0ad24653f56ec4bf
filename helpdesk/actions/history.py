"""What every change of a ticket does: lock it, write the event, set the clock, tell open pages."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from foundation.accounts.models import Organisation, User
from helpdesk import live, sla
from helpdesk.models import ServiceLevel, Ticket, TicketEvent
from helpdesk.models.ticket import TicketQuerySet
from helpdesk.transitions import stops_clock


def lock(ticket: Ticket, among: TicketQuerySet) -> Ticket:
    """Return `ticket` read anew and locked until the transaction ends, if it is among those allowed.

    Raises PermissionDenied when it is not: a right may have ended since the page was shown.
    """
    locked = among.select_for_update(of=("self",)).filter(pk=ticket.pk).first()
    if locked is None:
        raise PermissionDenied
    return locked


def record(
    ticket: Ticket,
    verb: TicketEvent.Verb,
    *,
    by: User | None,
    organisation: Organisation | None,
    at: datetime,
    **fields,
) -> TicketEvent:
    """Append an event, bring the clock up to date, save the ticket and wake the open pages."""
    event = TicketEvent.objects.create(
        ticket=ticket,
        actor=by,
        organisation=organisation,
        verb=verb,
        is_clock_paused=stops_clock(ticket.status, ticket.queue),
        at=at,
        **fields,
    )
    set_clock(ticket)
    ticket.changed_at = at
    ticket.full_clean(validate_unique=False)
    ticket.save()
    transaction.on_commit(live.wake, robust=True)
    return event


def promise(ticket: Ticket) -> None:
    """Write down on `ticket` the service level that holds for its queue and priority, or none."""
    level = ServiceLevel.objects.filter(queue=ticket.queue, priority=ticket.priority).first()
    ticket.calendar = level.calendar if level else ""
    ticket.first_response_minutes = level.first_response_minutes if level else None
    ticket.resolution_minutes = level.resolution_minutes if level else None


def clock_of(ticket: Ticket) -> dict[str, object]:
    """Every field of the clock of `ticket`, from its level and its history alone."""
    history = clock_history(ticket)
    paused_at = sla.paused_since(history)
    found = _deadlines(ticket, history)
    if found is None:
        nothing = ("first_response_due_at", "resolution_due_at", "next_due_at")
        return {"paused_at": paused_at, "explained": {}} | dict.fromkeys(nothing)
    running = found.resolution if ticket.first_responded_at else found.first_response
    return {
        "paused_at": paused_at,
        "first_response_due_at": found.first_response.due_at,
        "resolution_due_at": found.resolution.due_at,
        "next_due_at": None if paused_at else running.due_at,
        "explained": {
            "first_response": found.first_response.to_json(),
            "resolution": found.resolution.to_json(),
        },
    }


def clock_history(ticket: Ticket) -> list[sla.Moment]:
    events = sorted(ticket.events.all(), key=lambda event: event.pk)
    return [sla.Moment(event.at, event.is_clock_paused) for event in events]


def set_clock(ticket: Ticket) -> None:
    for name, value in clock_of(ticket).items():
        setattr(ticket, name, value)


def _deadlines(ticket: Ticket, history: list[sla.Moment]) -> sla.Deadlines | None:
    """Both deadlines; None where no level was promised."""
    if not ticket.calendar:
        return None
    level = sla.Level(
        sla.CALENDARS[ticket.calendar], ticket.first_response_minutes, ticket.resolution_minutes
    )
    return sla.deadlines(
        level,
        opened_at=ticket.opened_at,
        history=history,
        first_responded_at=ticket.first_responded_at,
    )
