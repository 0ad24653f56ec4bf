"""Scheduled jobs of this app: once a day, idempotent, one ticket per transaction."""

from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from helpdesk.actions.waiting import TOLD_BEFORE, announce_closing, ask_again, close_resolved
from helpdesk.models import Status, Ticket
from helpdesk.to_guidance.actions import tell_of_changes


def come_back(*, at: datetime) -> None:
    """Everything that tickets do by themselves on this day."""
    today = timezone.localdate(at)
    resolved = Ticket.objects.filter(status=Status.RESOLVED)
    told = Q(closing_told_on__isnull=False)
    due = Ticket.objects.filter(
        status__in=(Status.PENDING, Status.ON_HOLD), follow_up_on__lte=today
    )
    _each(due.exclude(follow_up_told_on=F("follow_up_on")), ask_again, at=at)
    _each(resolved.filter(told, closes_on__lte=today), close_resolved, at=at)
    tell_of_changes(at=at)
    _each(resolved.filter(~told, closes_on__lte=today + TOLD_BEFORE), announce_closing, at=at)


def _each(tickets: QuerySet[Ticket], act: Callable[..., bool], *, at: datetime) -> None:
    for key in list(tickets.order_by("pk").values_list("pk", flat=True)):
        try:
            act(Ticket(pk=key), at=at)
        except ValidationError:
            continue  # merged or moved on between the list and the lock
