"""When a ticket would be answered if it were sent now; shown before sending."""

from datetime import datetime

from foundation.accounts.models import Organisation
from foundation.calendars.deadlines import Deadline
from helpdesk import sla
from helpdesk.actions.clock import level_of, promise
from helpdesk.actions.opening import find_queue
from helpdesk.models import Category, Priority, Ticket


def expected_answer(
    *, kind: str, category: Category | None, organisation: Organisation | None, at: datetime
) -> Deadline | None:
    """The deadline of the first answer to a ticket opened at `at`; None where nothing is promised."""
    queue = category.queue if category else find_queue(kind, None)
    if queue is None:
        return None
    ticket = Ticket(
        kind=kind,
        category=category,
        organisation=organisation,
        queue=queue,
        priority=category.priority if category else Priority.NORMAL,
        opened_at=at,
    )
    promise(ticket)
    if ticket.calendar is None:
        return None
    level = level_of(ticket, ticket.calendar.working)
    return sla.deadlines(level, sla.Course(opened_at=at))[sla.FIRST_RESPONSE]
