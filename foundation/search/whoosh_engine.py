"""The embedded engine: Haystack's seam to our own Whoosh index."""

import logging
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress

from django.core.exceptions import ValidationError
from django.db.models import Model
from haystack.backends import BaseEngine, BaseSearchBackend
from haystack.backends.whoosh_backend import WhooshSearchQuery
from haystack.models import SearchResult
from haystack.utils import get_identifier
from whoosh.query import And, Or, Term

from foundation.search.engines import Found, Match, SearchUnavailable
from foundation.search.indexes import AudienceIndex
from foundation.search.indexing import COMMAND_WAITS, mark_everything
from foundation.search.questions import Question, ask
from foundation.search.tokens import PUBLIC
from foundation.search.whoosh_documents import SCHEMA, VERSION, Batch
from foundation.search.whoosh_reading import IndexReader
from foundation.search.whoosh_storage import IndexFolder, IndexMissing

logger = logging.getLogger(__name__)

EXPANDED_TO = 24  # endings tried for an unfinished word


class WhooshBackend(BaseSearchBackend):
    """One per thread (Haystack keeps it so); reads are cheap, writes take the one writer's lock."""

    name = "Whoosh"

    def __init__(self, connection_alias: str, **options) -> None:
        super().__init__(connection_alias, **options)
        self.folder = IndexFolder(options["PATH"], SCHEMA, VERSION)
        self._reader: IndexReader | None = None

    # --- Finding ---------------------------------------------------------------------------------

    def find(
        self,
        question: Question,
        tokens: frozenset[str],
        *,
        language: str = "pl",
        kind: str = "",
        left_out: Collection[str] = (),
        limit: int = 20,
    ) -> Found:
        """Documents that meet `question` and carry one of `tokens`; raises `SearchUnavailable`.

        Those that are not written in `language` come later than their match alone would bring them.
        """
        with self._reading() as reader:
            return reader.find(
                question, tokens, language=language, kind=kind, left_out=left_out, limit=limit
            )

    def suggest(
        self, words: Sequence[str], language: str = "pl", limit: int = 8
    ) -> Sequence[Match]:
        """Public documents whose title has these folded words, the last one perhaps unfinished."""
        *whole, last = words
        with self._reading() as reader:
            endings = reader.expansions("title_exact", last, EXPANDED_TO)
            wanted = [Term("title_exact", word) for word in whole]
            wanted.append(Or([Term("title_exact", ending) for ending in endings]))
            return reader.ranked(And(wanted), frozenset({PUBLIC}), language, limit)

    def document_count(self) -> int:
        with self._reading() as reader:
            return reader.document_count()

    def keys(self) -> Sequence[str]:
        """The key of every document, as often as it stands in the index."""
        with self._reading() as reader:
            return list(reader.keys())

    @contextmanager
    def _reading(self) -> Iterator[IndexReader]:
        """The newest committed state. Whatever breaks here means that search is away."""
        try:
            index = self.folder.open()
            generation = (index.storage.folder, index.latest_generation())
            if self._reader is None or self._reader.generation != generation:
                self._close()
                self._reader = IndexReader(index)
            yield self._reader
        except Exception as error:
            self._close()
            if not isinstance(error, IndexMissing):
                logger.exception("The search index cannot be read")
            raise SearchUnavailable from error

    def _close(self) -> None:
        if self._reader:
            self._reader.close()
        self._reader = None

    # --- Writing ---------------------------------------------------------------------------------

    def exists(self) -> bool:
        with suppress(IndexMissing):
            return bool(self.folder.open())
        return False

    @contextmanager
    def writing(self, wait: float = 0) -> Iterator[Batch]:
        """Change the live index by one commit; raises `IndexBusy` while another process writes.

        Where there is none yet, or of another form, a new one starts and everything is marked for it.
        """
        with self.folder.writer_lock(wait):
            if not self.exists():
                mark_everything()
                self.folder.make_live(self.folder.create())
            with _committed(Batch(self.folder.open())) as batch:
                yield batch

    @contextmanager
    def rebuilding(self, wait: float = COMMAND_WAITS) -> Iterator[Batch]:
        """Fill a new index beside the live one and switch to it at the end; nothing happens on an error."""
        with self.folder.writer_lock(wait):
            index = self.folder.create()
            with _committed(Batch(index)) as batch:
                yield batch
            self.folder.make_live(index)

    def update(self, index: AudienceIndex, iterable: Iterable[Model], commit: bool = True) -> None:
        with self.writing(COMMAND_WAITS) as batch:
            for obj in iterable:
                batch.replace(index.document(obj))

    def remove(self, obj_or_string: Model | str, commit: bool = True) -> None:
        with self.writing(COMMAND_WAITS) as batch:
            batch.delete([get_identifier(obj_or_string)])

    def clear(self, models: Sequence[type[Model]] | None = None, commit: bool = True) -> None:
        if models is None:
            with self.rebuilding():
                return
        with self.writing(COMMAND_WAITS) as batch:
            for model in models:
                batch.delete_model(model._meta.label_lower)

    # --- Haystack's own query interface ------------------------------------------------------------

    def search(self, query_string: str, **kwargs) -> dict[str, object]:
        """For `SearchQuerySet`, which knows no rights: public documents only, plain words only."""
        try:
            question = ask(query_string)
        except ValidationError:
            return {"results": [], "hits": 0}
        found = self.find(question, frozenset({PUBLIC}), limit=kwargs.get("end_offset") or 1_000)
        matches = found.matches[kwargs.get("start_offset") or 0 :]
        results = [SearchResult(*m.key.split(".", 2), m.score) for m in matches]
        return {"results": results, "hits": sum(found.counts.values())}


@contextmanager
def _committed(batch: Batch) -> Iterator[Batch]:
    try:
        yield batch
    except BaseException:
        batch.cancel()
        raise
    batch.commit()


class WhooshEngine(BaseEngine):
    backend = WhooshBackend
    query = WhooshSearchQuery
