"""Absences as their page lists them."""

from collections.abc import Sequence

from django.db.models import Count, Q, QuerySet

from helpdesk.models import Absence
from helpdesk.models.ticket import OPEN_STATUSES


def with_open_tickets(found: QuerySet[Absence]) -> Sequence[Absence]:
    """Each absence with how many tickets the one who is away has open, in one query."""
    is_open = Q(user__assigned_tickets__status__in=OPEN_STATUSES)
    counted = found.annotate(open_tickets=Count("user__assigned_tickets", filter=is_open))
    return list(counted.select_related("user", "deputy").order_by("starts_on", "pk")[:100])
