"""What every change of a ticket does: lock it, write the event, set the clock, tell open pages."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from foundation.accounts.models import Organisation, User
from helpdesk import live, sla
from helpdesk.models import ServiceLevel, Status, Ticket, TicketEvent
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


def computed_deadlines(ticket: Ticket) -> sla.Deadlines | None:
    """Deadlines of `ticket` from its history alone; None where no level was promised."""
    if not ticket.calendar:
        return None
    level = sla.Level(
        sla.CALENDARS[ticket.calendar], ticket.first_response_minutes, ticket.resolution_minutes
    )
    return sla.deadlines(
        level,
        opened_at=ticket.opened_at,
        history=clock_history(ticket),
        first_responded_at=ticket.first_responded_at,
    )


def clock_history(ticket: Ticket) -> list[sla.Moment]:
    moments = ticket.events.order_by("pk").values_list("at", "is_clock_paused")
    return [sla.Moment(at, is_paused) for at, is_paused in moments]


def set_clock(ticket: Ticket) -> None:
    """Set everything that follows from the history: both deadlines, the next one, the pause."""
    ticket.paused_at = sla.paused_since(clock_history(ticket))
    found = computed_deadlines(ticket)
    ticket.first_response_due_at = found.first_response.due_at if found else None
    ticket.resolution_due_at = found.resolution.due_at if found else None
    ticket.explained = (
        {
            "first_response": found.first_response.to_json(),
            "resolution": found.resolution.to_json(),
        }
        if found
        else {}
    )
    ticket.next_due_at = next_due_at(ticket)


def next_due_at(ticket: Ticket) -> datetime | None:
    """The deadline that runs now; None while the clock stands."""
    if ticket.paused_at or ticket.status in (Status.RESOLVED, Status.CLOSED):
        return None
    return ticket.resolution_due_at if ticket.first_responded_at else ticket.first_response_due_at
