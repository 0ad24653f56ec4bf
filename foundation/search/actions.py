"""Tell the index that something changed."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Model

from foundation.search.indexing import write_through
from foundation.search.models import IndexChange


def mark_for_indexing(objects: Iterable[Model], *, at: datetime | None = None) -> None:
    """Have `objects` indexed afresh, or removed where they no longer exist: at once where the engine
    takes part in the transaction, else by the worker.

    For writers that pass no signals (`bulk_create`, `QuerySet.update`); call it in the transaction of
    the change.
    """
    keys = list(dict.fromkeys((obj._meta.label_lower, str(obj.pk)) for obj in objects))
    if keys and not write_through(keys):
        IndexChange.objects.mark(keys, at=at)
