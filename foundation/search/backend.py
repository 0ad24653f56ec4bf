"""What both engines share: Haystack's own interface, for its commands and for `SearchQuerySet`."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db.models import Model
from haystack.backends import BaseSearchBackend
from haystack.models import SearchResult
from haystack.utils import get_identifier

from foundation.search.indexes import AudienceIndex
from foundation.search.indexing import COMMAND_WAITS
from foundation.search.questions import ask
from foundation.search.tokens import PUBLIC


class AudienceBackend(BaseSearchBackend):
    """The seam of `engines.py` must be filled in: `find`, `suggest`, `sightings`, `writing` and the rest."""

    name = ""
    good_to: int | None = None  # documents; past it another engine should be chosen
    # Written in the transaction of the change itself, so that nothing waits for the worker.
    writes_through = False

    def update(self, index: AudienceIndex, iterable: Iterable[Model], commit: bool = True) -> None:
        with self.writing(COMMAND_WAITS) as batch:
            for obj in iterable:
                batch.replace(index.document(obj))

    def remove(self, obj_or_string: Model | str, commit: bool = True) -> None:
        with self.writing(COMMAND_WAITS) as batch:
            batch.delete([get_identifier(obj_or_string)])

    def clear(self, models: Sequence[type[Model]] | None = None, commit: bool = True) -> None:
        if models is None:
            self.clear_everything()
            return
        with self.writing(COMMAND_WAITS) as batch:
            for model in models:
                batch.delete_model(model._meta.label_lower)

    def search(self, query_string: str, **kwargs) -> dict[str, object]:
        """For `SearchQuerySet`, which knows no rights: public documents only, plain words only."""
        try:
            question = ask(query_string)
        except ValidationError:
            return {"results": [], "hits": 0}
        found = self.find(question, frozenset({PUBLIC}), limit=kwargs.get("end_offset") or 1_000)
        matches = found.matches[kwargs.get("start_offset") or 0 :]
        results = [SearchResult(*m.key.split(".", 2), m.score) for m in matches]
        return {"results": results, "hits": found.total}
