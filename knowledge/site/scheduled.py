"""Publishing and taking back what editors scheduled: pages, terms, courses, descriptions of projects."""

from datetime import datetime

from django.apps import apps
from wagtail.models import DraftStateMixin, Revision


def publish_scheduled(*, at: datetime, limit: int = 20) -> int:
    """Take back what has run out, then publish what is due; return how many. Doing it twice changes nothing."""
    return _take_back(at, limit) + _publish(at, limit)


def _take_back(at: datetime, limit: int) -> int:
    models = [one for one in apps.get_models() if issubclass(one, DraftStateMixin)]
    # A page is also a row of Page itself.
    roots = [one for one in models if not one._meta.get_parent_list()]
    over = [row for one in roots for row in one.objects.filter(live=True, expire_at__lt=at)[:limit]]
    for row in over:
        row.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return len(over)


def _publish(at: datetime, limit: int) -> int:
    due = Revision.objects.filter(approved_go_live_at__lte=at).order_by("approved_go_live_at", "pk")
    revisions = list(due[:limit])
    for revision in revisions:
        revision.publish(log_action="wagtail.publish.scheduled")
    return len(revisions)
