"""Changes of indexed objects become rows that the worker indexes."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from haystack.signals import BaseSignalProcessor

from foundation.search.actions import mark_for_indexing
from foundation.search.indexing import audience_indexes

Touched = Callable[[Model], Iterable[Model]]


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
    for index in audience_indexes().values():
        by_model[index.get_model()].append(lambda instance: [instance])
        for other, touched in index.reindexed_by().items():
            by_model[other].append(touched)
    return dict(by_model)
