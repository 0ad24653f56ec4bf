"""Tickets that give themselves to an agent, in queues that are set so."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from helpdesk import notices
from helpdesk.actions.history import record
from helpdesk.assignment.choosing import Candidate, choose
from helpdesk.models import Absence, Queue, QueueMember, Status, Ticket, TicketEvent
from helpdesk.models.ticket import OPEN_STATUSES


def give_out(*, at: datetime, limit: int = 20) -> int:
    """Give waiting tickets to agents; return how many. Those for whom nobody has room wait on."""
    given = 0
    for key in waiting(at).order_by("next_due_at", "pk").values_list("pk", flat=True)[:limit]:
        given += _give(key, at=at)
    return given


def waiting(at: datetime) -> QuerySet[Ticket]:
    """New tickets that never had an agent, in queues that give theirs out by themselves.

    A ticket that somebody gave back is left to people.
    """
    assigned = TicketEvent.objects.filter(ticket=OuterRef("pk"), verb=TicketEvent.Verb.ASSIGNED)
    found = Ticket.objects.filter(status=Status.NEW, assignee=None, opened_at__lte=at)
    return found.exclude(queue__assigns=Queue.Assigns.BY_HAND).exclude(Exists(assigned))


@transaction.atomic
def _give(key: int, *, at: datetime) -> bool:
    """Give one ticket; the queue is locked, so that two workers count the same open tickets."""
    ticket = waiting(at).select_for_update(of=("self",)).filter(pk=key).first()
    if ticket is None:
        return False
    queue = Queue.objects.select_for_update().get(pk=ticket.queue_id)
    chosen = choose(candidates_for(ticket, at=at), by_topic=queue.assigns == Queue.Assigns.BY_TOPIC)
    if chosen is None:
        return False
    ticket.assignee = User.objects.get(pk=chosen)
    record(
        ticket,
        TicketEvent.Verb.ASSIGNED,
        by=None,
        organisation=None,
        at=at,
        assignee=ticket.assignee,
        to_value=str(chosen),
    )
    notices.notify_answering(ticket, text=gettext_lazy("A ticket was given to you:"), at=at)
    return True


def candidates_for(ticket: Ticket, *, at: datetime) -> list[Candidate]:
    """The agents of the ticket's queue as they stand now; its requester is none of them."""
    is_open = Q(user__assigned_tickets__status__in=OPEN_STATUSES)
    away = Absence.objects.on(timezone.localdate(at)).filter(user=OuterRef("user"))
    places = (
        QueueMember.objects.filter(queue=ticket.queue, user__is_active=True)
        .filter(user__groups__name=Role.AGENT)
        .exclude(user=ticket.requester_id)
        .annotate(
            open_tickets=Count("user__assigned_tickets", filter=is_open, distinct=True),
            is_away=Exists(away),
        )
        .prefetch_related(Prefetch("systems"))
    )
    return [
        Candidate(
            user_id=place.user_id,
            open_tickets=place.open_tickets,
            limit=place.most_open,
            is_away=place.is_away,
            knows_topic=ticket.system_id in {system.pk for system in place.systems.all()},
        )
        for place in places
    ]
