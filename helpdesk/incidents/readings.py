"""Who read a restricted ticket: written down once per person and day, shown to supervisors."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from helpdesk.models import RestrictedReading, Ticket

MOST = 100


def note(ticket: Ticket, *, by: User, at: datetime | None = None) -> None:
    """Write down that `by` reads `ticket` today, where it is restricted; nothing the second time."""
    if not ticket.is_restricted:
        return
    day = timezone.localdate(at)
    known = RestrictedReading.objects.filter(ticket=ticket, user=by, on=day)
    if not known.exists():
        reading = RestrictedReading(ticket=ticket, user=by, on=day)
        RestrictedReading.objects.bulk_create([reading], ignore_conflicts=True)


def readings_of(ticket: Ticket, *, for_user: User) -> Sequence[RestrictedReading]:
    """Who read `ticket` on which days, the newest first; for supervisors only."""
    if not for_user.has_role(Role.SUPERVISOR, Role.ADMINISTRATOR):
        return []
    found = RestrictedReading.objects.filter(ticket=ticket).select_related("user")
    return list(found.order_by("-on", "user__name")[:MOST])
