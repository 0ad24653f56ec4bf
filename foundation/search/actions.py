"""Tell the index that something changed."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Model

from foundation.search.models import IndexChange


def mark_for_indexing(objects: Iterable[Model], *, at: datetime | None = None) -> None:
    """Have `objects` indexed afresh, or removed where they no longer exist.

    For writers that pass no signals (`bulk_create`, `QuerySet.update`); call it in the transaction of
    the change.
    """
    IndexChange.objects.mark(((obj._meta.label_lower, str(obj.pk)) for obj in objects), at=at)
