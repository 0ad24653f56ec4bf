"""From the database to the index: what is to be indexed, and in which portions."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from django.db.models import Model, QuerySet
from haystack import connections
from haystack.constants import DEFAULT_ALIAS

from foundation.search.appearing import forget_appearances, note_appearances
from foundation.search.engines import Batch
from foundation.search.indexes import AudienceIndex, Document
from foundation.search.models import IndexChange

logger = logging.getLogger(__name__)

PORTION = 500
AT_ONCE = 20  # objects written in the transaction of the change itself
COMMAND_WAITS = 60.0  # seconds that a command waits for another writer


def engine():
    """The engine of this thread, as `settings.HAYSTACK_CONNECTIONS` names it."""
    return connections[DEFAULT_ALIAS].get_backend()


def audience_indexes() -> Mapping[str, AudienceIndex]:
    """Every index of the product, by the label of its model."""
    unified = connections[DEFAULT_ALIAS].get_unified_index()
    return {model._meta.label_lower: index for model, index in unified.get_indexes().items()}


def all_keys(index: AudienceIndex) -> Iterator[tuple[str, str]]:
    """(model label, key) of everything that belongs into the index."""
    label = index.get_model()._meta.label_lower
    for pk in _plain(index).values_list("pk", flat=True).iterator():
        yield label, str(pk)


def _plain(index: AudienceIndex) -> QuerySet:
    """What belongs into the index, without what only its texts need."""
    return index.index_queryset().select_related(None).prefetch_related(None)


def in_portions(queryset: QuerySet, size: int = PORTION) -> Iterator[list[Model]]:
    """All objects by rising key, a portion at a time, with what was prefetched."""
    queryset, last = queryset.order_by("pk"), None
    while portion := list(queryset.filter(pk__gt=last)[:size] if last else queryset[:size]):
        yield portion
        last = portion[-1].pk


def documents(changes: Iterable[IndexChange]) -> Iterator[tuple[str, Document | None]]:
    """For each change the key and the document as it is now; None for what must go."""
    by_model = defaultdict(list)
    for change in changes:
        by_model[change.model].append(change.object_id)
    for label, ids in by_model.items():
        index = audience_indexes().get(label)
        found = index.index_queryset().filter(pk__in=ids) if index else ()
        living = {str(obj.pk): index.document(obj) for obj in found}
        yield from ((f"{label}.{pk}", living.get(pk)) for pk in ids)


def write_changes(batch: Batch, changes: Iterable[IndexChange]) -> None:
    """Write what these changes left behind, or remove what is gone."""
    written, gone = [], []
    for key, document in documents(changes):
        if document:
            batch.replace(document)
            written.append(document)
        else:
            batch.delete([key])
            gone.append(key)
    note_appearances(written)
    forget_appearances(gone)


def _add_all(batch: Batch, index: AudienceIndex) -> Iterator[int]:
    """Write everything of `index` where nothing of it stands; yields how many each time."""
    for portion in in_portions(index.index_queryset()):
        written = [index.document(obj) for obj in portion]
        for document in written:
            batch.add(document)
        note_appearances(written)
        yield len(portion)


def write_through(keys: Sequence[tuple[str, str]]) -> bool:
    """Write these objects, as (model label, key), in the transaction that is open; False where the engine
    cannot, they are too many, or one of them cannot be read: then the outbox takes them.
    """
    if not engine().writes_through or len(keys) > AT_ONCE:
        return False
    try:
        with engine().writing() as batch:
            write_changes(batch, [IndexChange(model=model, object_id=pk) for model, pk in keys])
    except Exception:
        logger.exception("%s objects could not be indexed at once", len(keys))
        return False
    return True


def rebuild() -> Iterator[tuple[AudienceIndex, int]]:
    """Write everything anew; yields what was written."""
    return _renew() if engine().writes_through else _rebuild_beside()


def _renew() -> Iterator[tuple[AudienceIndex, int]]:
    """Each portion in a transaction of its own, in the place of what is there; what is left over goes last."""
    engine().create()
    left = set(engine().keys())
    for index in audience_indexes().values():
        keys = all_keys(index)
        while portion := list(islice(keys, PORTION)):
            rows = [IndexChange(model=model, object_id=pk) for model, pk in portion]
            with engine().writing() as batch:
                batch.hold(row.key for row in rows)
                write_changes(batch, rows)
            left -= {row.key for row in rows}
            yield index, len(rows)
    with engine().writing() as batch:
        batch.delete(left)


def _rebuild_beside() -> Iterator[tuple[AudienceIndex, int]]:
    """Into a new index beside the live one, then switch.

    Changes that stood in the outbox before it began are in it, so their rows go after the switch; what
    changed meanwhile stays and is indexed once more.
    """
    with engine().rebuilding() as batch:
        before = list(IndexChange.objects.only("pk", "revision"))
        for index in audience_indexes().values():
            for count in _add_all(batch, index):
                yield index, count
    for start in range(0, len(before), PORTION):
        IndexChange.objects.finish(before[start : start + PORTION])


def mark_everything() -> None:
    """Have everything indexed by the worker, after the index was lost or its form has changed."""
    for index in audience_indexes().values():
        keys = all_keys(index)
        while portion := list(islice(keys, PORTION)):
            IndexChange.objects.mark(portion)


def refresh(indexes: Iterable[AudienceIndex]) -> Iterator[int]:
    """Write everything of `indexes` into the live index by one commit; yields how many each time."""
    with engine().writing(COMMAND_WAITS) as batch:
        for index in indexes:
            batch.delete_model(index.get_model()._meta.label_lower)
            yield from _add_all(batch, index)
