"""Tell the index that something changed."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db.models import Model

from foundation.search.indexing import write_through
from foundation.search.models import IndexChange

Key = tuple[str, str]  # (model label, key)
_gathered: ContextVar[dict[Key, None] | None] = ContextVar("gathered", default=None)


def mark_for_indexing(objects: Iterable[Model], *, at: datetime | None = None) -> None:
    """Have `objects` indexed afresh, or removed where they no longer exist: at once where the engine
    takes part in the transaction, else by the worker.

    For writers that pass no signals (`bulk_create`, `QuerySet.update`); call it in the transaction of
    the change.
    """
    keys = dict.fromkeys((obj._meta.label_lower, str(obj.pk)) for obj in objects)
    gathered = _gathered.get()
    if gathered is None:
        _mark(list(keys), at=at)
    else:
        gathered.update(keys)


@contextmanager
def indexed_once() -> Iterator[None]:
    """Have what changes within indexed when it ends, each object once however often it was saved.

    Around, or as decorator of, what happens in one transaction, and inside of it: what is rolled back is
    not indexed. One within another leaves it to the outer one.
    """
    if _gathered.get() is not None:
        yield
        return
    keys: dict[Key, None] = {}
    token = _gathered.set(keys)
    try:
        yield
    finally:
        _gathered.reset(token)
    _mark(list(keys))


def _mark(keys: Sequence[Key], *, at: datetime | None = None) -> None:
    if keys and not write_through(keys):
        IndexChange.objects.mark(keys, at=at)
