"""Which status may follow which, and whether the clock stands in it."""

from datetime import datetime, timedelta

from helpdesk.models import Queue, Status, Ticket

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


def is_allowed(current: str, following: str) -> bool:
    return following in ALLOWED[current]


def may_reopen(ticket: Ticket, at: datetime) -> bool:
    """A finished ticket is taken up again only while its matter is fresh."""
    return ticket.resolved_at is not None and at - ticket.resolved_at <= REOPEN_WITHIN


def stops_clock(status: str, queue: Queue) -> bool:
    """The clock stands while somebody else must act, and once the ticket is done."""
    if status == Status.ON_HOLD:
        return queue.on_hold_pauses
    return status in (Status.PENDING, Status.RESOLVED, Status.CLOSED)
