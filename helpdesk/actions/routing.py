"""Who answers: the queue, the agent, the priority."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.accounts.models import User
from helpdesk import notices
from helpdesk.actions.clock import promise
from helpdesk.actions.history import lock, record
from helpdesk.models import Priority, Queue, Ticket, TicketEvent


@transaction.atomic
def assign(
    ticket: Ticket, *, by: User, assignee: User | None, at: datetime | None = None
) -> Ticket:
    """Give a ticket to one who answers its queue, or to nobody."""
    at = at or timezone.now()
    ticket = lock(ticket, Ticket.objects.served_by(by))
    if assignee and not Ticket.objects.served_by(assignee).filter(pk=ticket.pk).exists():
        raise ValidationError(_("%(name)s does not answer this queue.") % {"name": assignee})
    if ticket.assignee == assignee:
        return ticket
    before, ticket.assignee = ticket.assignee, assignee
    record(
        ticket,
        TicketEvent.Verb.ASSIGNED,
        by=by,
        organisation=None,
        at=at,
        assignee=assignee,
        from_value=str(before.pk) if before else "",
        to_value=str(assignee.pk) if assignee else "",
    )
    if assignee and assignee != by:
        notices.notify_agent(
            ticket, agent=assignee, text=gettext_lazy("A ticket was given to you"), at=at
        )
    return ticket


@transaction.atomic
def move_queue(ticket: Ticket, *, by: User, queue: Queue, at: datetime | None = None) -> Ticket:
    """Hand a ticket over to another queue; its level is promised anew, counted from the same start.

    Any agent may hand over to any active queue; an agent who does not answer there gives it up.
    """
    at = at or timezone.now()
    ticket = lock(ticket, Ticket.objects.served_by(by))
    if not queue.is_active:
        raise PermissionDenied
    if ticket.queue == queue:
        return ticket
    before, ticket.queue = ticket.queue, queue
    if (
        ticket.assignee
        and not Queue.objects.served_by(ticket.assignee).filter(pk=queue.pk).exists()
    ):
        ticket.assignee = None
    promise(ticket)
    record(
        ticket,
        TicketEvent.Verb.MOVED,
        by=by,
        organisation=None,
        at=at,
        from_value=before.slug,
        to_value=queue.slug,
    )
    return ticket


@transaction.atomic
def set_priority(ticket: Ticket, *, by: User, priority: str, at: datetime | None = None) -> Ticket:
    """Change how urgent a ticket is; its level is promised anew, counted from the same start."""
    at = at or timezone.now()
    ticket = lock(ticket, Ticket.objects.served_by(by))
    if ticket.priority == priority:
        return ticket
    before, ticket.priority = ticket.priority, Priority(priority)
    promise(ticket)
    record(
        ticket,
        TicketEvent.Verb.PRIORITY,
        by=by,
        organisation=None,
        at=at,
        from_value=before,
        to_value=priority,
    )
    return ticket
