"""Which status may follow which, and whether the clock stands in it."""

from datetime import datetime, timedelta

from helpdesk.models import BarredMove, Queue, Status, Ticket

ALLOWED: dict[str, tuple[Status, ...]] = {
    Status.NEW: (Status.OPEN, Status.PENDING, Status.ON_HOLD, Status.RESOLVED, Status.CLOSED),
    Status.OPEN: (Status.PENDING, Status.ON_HOLD, Status.RESOLVED, Status.CLOSED),
    Status.PENDING: (Status.OPEN, Status.ON_HOLD, Status.RESOLVED, Status.CLOSED),
    Status.ON_HOLD: (Status.OPEN, Status.PENDING, Status.RESOLVED, Status.CLOSED),
    Status.RESOLVED: (Status.OPEN, Status.CLOSED),
    Status.CLOSED: (Status.OPEN,),
}

# Afterwards a new ticket tells the story better than an old one taken up again.
REOPEN_WITHIN = timedelta(days=30)


def following(ticket: Ticket) -> list[Status]:
    """Where an agent may move `ticket`: what follows its status, less what its queue bars."""
    barred = BarredMove.objects.following(ticket.queue, ticket.status)
    closed = set(barred.values_list("to_status", flat=True))
    return [status for status in ALLOWED[ticket.status] if status not in closed]


def is_allowed(current: str, following: str) -> bool:
    return following in ALLOWED[current]


def may_reopen(ticket: Ticket, at: datetime) -> bool:
    """A finished ticket is taken up again only while its matter is fresh."""
    until = reopen_until(ticket)
    return until is not None and at <= until


def reopen_until(ticket: Ticket) -> datetime | None:
    """The last moment at which a finished ticket may be taken up again; None for an open one."""
    return ticket.resolved_at + REOPEN_WITHIN if ticket.resolved_at else None


def stops_clock(status: str, queue: Queue) -> bool:
    """The clock stands while somebody else must act, and once the ticket is done."""
    if status == Status.ON_HOLD:
        return queue.on_hold_pauses
    return status in (Status.PENDING, Status.RESOLVED, Status.CLOSED)
