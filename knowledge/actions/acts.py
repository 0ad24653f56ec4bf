"""Legal acts as facts that a person confirms."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from foundation.accounts.models import User
from knowledge.models import LegalAct
from knowledge.permissions import may_write


@transaction.atomic
def record_act(
    *,
    by: User,
    eli: str,
    title: str,
    short_name: str,
    in_force_from: date | None = None,
    in_force_to: date | None = None,
    is_compared: bool = False,
    at: datetime | None = None,
) -> LegalAct:
    """Record an act, or what is different of one that is there.

    With `is_compared` it counts as checked by this person today. Otherwise it waits to be confirmed, unless
    it was confirmed as it is. Raises ValidationError where the address is none, or a day makes no sense.
    """
    if not may_write(by):
        raise PermissionDenied
    act = LegalAct.objects.select_for_update().filter(eli=eli).first() or LegalAct(eli=eli)
    said = {
        "title": title,
        "short_name": short_name,
        "in_force_from": in_force_from,
        "in_force_to": in_force_to,
    }
    if any(getattr(act, name) != value for name, value in said.items()):
        act.checked_on = act.checked_by = None
    for name, value in said.items():
        setattr(act, name, value)
    if is_compared:
        act.checked_on, act.checked_by = timezone.localdate(at), by
    act.full_clean()
    act.save()
    return act
