"""Publishing and taking back what editors scheduled: pages, terms, courses, descriptions of projects."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from django.apps import apps
from django.db import transaction
from django.db.models import Model, Value
from wagtail.models import DraftStateMixin, Revision

logger = logging.getLogger(__name__)


def publish_scheduled(*, at: datetime, limit: int = 20) -> int:
    """Take back what has run out, then publish what is due; return how many. Doing it twice changes nothing."""
    return _each(_over(at, limit), _take_back) + _each(_due(at, limit), _publish)


def _over(at: datetime, limit: int) -> Iterable[Model]:
    """Asked every second, hence of all kinds in one query."""
    models = [one for one in apps.get_models() if issubclass(one, DraftStateMixin)]
    # A page is also a row of Page itself.
    kinds = {one._meta.label: one for one in models if not one._meta.get_parent_list()}
    over = [
        model.objects.filter(live=True, expire_at__lt=at)
        .order_by()
        .annotate(scheduled_kind=Value(label))
        .values_list("scheduled_kind", "pk")
        for label, model in kinds.items()
    ]
    found = over[0].union(*over[1:], all=True)[:limit]
    return [kinds[label].objects.get(pk=pk) for label, pk in found]


def _due(at: datetime, limit: int) -> Iterable[Revision]:
    due = Revision.objects.filter(approved_go_live_at__lte=at)
    return due.order_by("approved_go_live_at", "pk")[:limit]


def _take_back(row: DraftStateMixin) -> None:
    row.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def _publish(revision: Revision) -> None:
    revision.publish(log_action="wagtail.publish.scheduled")


def _each(rows: Iterable[Model], act: Callable[[Model], None]) -> int:
    """Each in a transaction of its own; one that fails is logged, stays due, and stops no other."""
    done = 0
    for row in rows:
        try:
            with transaction.atomic():
                act(row)
        except Exception:  # whatever a page's own code raises
            logger.exception("What was scheduled for %r cannot be done", row)
        else:
            done += 1
    return done
