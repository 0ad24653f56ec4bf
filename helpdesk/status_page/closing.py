"""When a difficulty ends, the tickets that waited for it are closed with the one it hangs on."""

from datetime import datetime

from foundation.accounts.models import User
from helpdesk.actions.family import move_all
from helpdesk.models import Status, Ticket


def resolve_ticket(ticket: Ticket, *, by: User, at: datetime) -> None:
    """Resolve `ticket` and its open parts; one that is finished already, or not `by`'s, stays."""
    is_theirs = Ticket.objects.served_by(by).filter(pk=ticket.pk).exists()
    if is_theirs and ticket.is_open:
        move_all(ticket, by=by, status=Status.RESOLVED, at=at)
