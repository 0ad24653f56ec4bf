"""Due work of the status page."""

from datetime import datetime

from django.db import transaction

from helpdesk.models import ServiceNotice
from helpdesk.status_page.actions import begin
from knowledge.actions.content import raise_content_version


def begin_works(*, at: datetime, limit: int = 20) -> int:
    """Give systems their state when planned works begin; return how many began."""
    due = ServiceNotice.objects.current(at).filter(has_begun=False).values_list("pk", flat=True)
    keys = list(due.order_by("starts_at", "pk")[:limit])
    for key in keys:
        with transaction.atomic():
            notice = ServiceNotice.objects.select_for_update().get(pk=key)
            if not notice.has_begun and not notice.is_over:
                begin(notice, at=at)
                raise_content_version()
    return len(keys)
