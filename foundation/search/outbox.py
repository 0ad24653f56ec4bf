"""Changes of indexed objects become rows that the worker indexes."""

from collections.abc import Iterable, Iterator

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from haystack.signals import BaseSignalProcessor

from foundation.search.actions import mark_for_indexing
from foundation.search.indexing import audience_indexes


class OutboxSignalProcessor(BaseSignalProcessor):
    """Write an outbox row for every saved or deleted object of an indexed model."""

    def setup(self) -> None:
        post_save.connect(self.handle_change)
        post_delete.connect(self.handle_change)
        m2m_changed.connect(self.handle_tie)

    def teardown(self) -> None:
        post_save.disconnect(self.handle_change)
        post_delete.disconnect(self.handle_change)
        m2m_changed.disconnect(self.handle_tie)

    def handle_change(self, sender: type[Model], instance: Model, **kwargs) -> None:
        for objects in _touched_by(sender, instance):
            mark_for_indexing(objects)

    def handle_tie(self, sender: type[Model], instance: Model, action: str, **kwargs) -> None:
        """What an object is tied to, e.g. its topics or tags, may be what it is found by."""
        if action.startswith("post_"):
            self.handle_change(type(instance), instance)


def _touched_by(sender: type[Model], instance: Model) -> Iterator[Iterable[Model]]:
    for index in audience_indexes().values():
        if index.get_model() is sender:
            yield [instance]
        touched = index.reindexed_by().get(sender)
        if touched:
            yield touched(instance)
