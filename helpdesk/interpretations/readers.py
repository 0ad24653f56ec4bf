"""Who may be the second pair of eyes."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from helpdesk.models import Absence, Interpretation, QueueMember, Ticket


def readers_of(made: Interpretation, *, at: datetime) -> QuerySet[User]:
    """Those who are asked: the approvers of the queue, for one who is away their deputy.

    Where nobody is marked as an approver, every other agent of the queue.
    """
    today = timezone.localdate(at)
    places = QueueMember.objects.filter(queue=made.ticket.queue_id)
    marked = places.filter(approves=True)
    asked = (marked if marked.exists() else places).exclude(user=made.author_id)
    away = Absence.objects.on(today).filter(user__in=asked.values("user"))
    is_away = Exists(Absence.objects.on(today).filter(user=OuterRef("pk")))
    stand_ins = Q(pk__in=away.values("deputy")) & Q(queue_places__queue=made.ticket.queue_id)
    found = User.objects.active().filter(Q(pk__in=asked.values("user")) | stand_ins)
    return (
        found.filter(groups__name=Role.AGENT).exclude(is_away).exclude(pk=made.author_id).distinct()
    )


def may_approve(user: User, made: Interpretation, *, at: datetime) -> bool:
    """Never the author; one of those who are asked, or a supervisor who answers the ticket."""
    if user.pk == made.author_id:
        return False
    if user.has_role(Role.SUPERVISOR, Role.ADMINISTRATOR):
        return Ticket.objects.served_by(user).filter(pk=made.ticket_id).exists()
    return readers_of(made, at=at).filter(pk=user.pk).exists()
