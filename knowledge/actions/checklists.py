"""A reader ticks a step of a checklist, for the office they act for."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from foundation.accounts.acting import acting_choices
from foundation.accounts.models import Organisation, User
from knowledge.models import ChecklistTick, GuidancePage


def tick_step(
    page: GuidancePage,
    *,
    by: User,
    organisation: Organisation,
    step: str,
    is_done: bool,
    at: datetime | None = None,
) -> None:
    """Note that the step of this key is done, or not yet; twice is the same as once."""
    if organisation not in [acting.organisation for acting in acting_choices(by)]:
        raise PermissionDenied
    ticks = ChecklistTick.objects.of(by, organisation, page).filter(step=step)
    if not is_done:
        ticks.delete()
        return
    given = {"user": by, "organisation": organisation, "page_id": page.pk, "step": step}
    ChecklistTick.objects.get_or_create(**given, defaults={"at": at or timezone.now()})
