"""Changes of indexed objects become rows that the worker indexes."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from haystack import connections
from haystack.constants import DEFAULT_ALIAS
from haystack.signals import BaseSignalProcessor

from foundation.search.actions import mark_for_indexing
from foundation.search.indexes import AudienceIndex

Touched = Callable[[Model], Iterable[Model]]


def audience_indexes() -> Mapping[type[Model], AudienceIndex]:
    """Every index of the product, by its model."""
    return connections[DEFAULT_ALIAS].get_unified_index().get_indexes()


class OutboxSignalProcessor(BaseSignalProcessor):
    """Write an outbox row for every saved or deleted object of an indexed model."""

    def setup(self) -> None:
        self._touched: Mapping[type[Model], list[Touched]] | None = None
        post_save.connect(self.handle_change)
        post_delete.connect(self.handle_change)

    def teardown(self) -> None:
        post_save.disconnect(self.handle_change)
        post_delete.disconnect(self.handle_change)

    def handle_change(self, sender: type[Model], instance: Model, **kwargs) -> None:
        if self._touched is None:
            self._touched = _touched_by_model()
        for touched in self._touched.get(sender, ()):
            mark_for_indexing(touched(instance))


def _touched_by_model() -> Mapping[type[Model], list[Touched]]:
    by_model = defaultdict(list)
    for model, index in audience_indexes().items():
        by_model[model].append(lambda instance: [instance])
        for other, touched in index.reindexed_by().items():
            by_model[other].append(touched)
    return dict(by_model)
