"""From the database to the index: what is to be indexed, and in which portions."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from django.db.models import Model, QuerySet
from haystack import connections
from haystack.constants import DEFAULT_ALIAS

from foundation.search.indexes import AudienceIndex, Document
from foundation.search.models import IndexChange

PORTION = 500
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


def rebuild() -> Iterator[tuple[AudienceIndex, int]]:
    """Write everything into a new index beside the live one, then switch; yields what was written.

    Changes that stood in the outbox before it began are in it, so their rows go after the switch; what
    changed meanwhile stays and is indexed once more.
    """
    with engine().rebuilding() as batch:
        before = list(IndexChange.objects.only("pk", "revision"))
        for index in audience_indexes().values():
            for portion in in_portions(index.index_queryset()):
                for obj in portion:
                    batch.add(index.document(obj))
                yield index, len(portion)
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
            for portion in in_portions(index.index_queryset()):
                for obj in portion:
                    batch.add(index.document(obj))
                yield len(portion)
