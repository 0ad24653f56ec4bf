"""The embedded engine: Haystack's seam to our own Whoosh index."""

import logging
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

from haystack.backends import BaseEngine
from haystack.backends.whoosh_backend import WhooshSearchQuery
from whoosh.query import And, Or, Term

from foundation.search.backend import AudienceBackend
from foundation.search.engines import Found, Match, SearchUnavailable, Sighting
from foundation.search.indexing import COMMAND_WAITS, mark_everything
from foundation.search.questions import Question
from foundation.search.whoosh_documents import SCHEMA, VERSION, Batch
from foundation.search.whoosh_reading import IndexReader
from foundation.search.whoosh_storage import IndexFolder, IndexMissing

logger = logging.getLogger(__name__)

NAMING = ("code", "title_exact")  # fields by which a thing is named while typing
EXPANDED_TO = 24  # endings tried for an unfinished word


class WhooshBackend(AudienceBackend):
    """One per thread (Haystack keeps it so); reads are cheap, writes take the one writer's lock."""

    name = "Whoosh"
    good_to = 20_000

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
        chosen: frozenset[str] = frozenset(),
        among: Collection[str] = (),
        left_out: Collection[str] = (),
        within: Collection[str] | None = None,
        limit: int = 20,
    ) -> Found:
        """Documents that meet `question` and carry one of `tokens`; raises `SearchUnavailable`.

        Of those that match, the ones with all groups `chosen`. Outside the kinds `among` (where given)
        nothing matches at all, nor what is `left_out` by its key, or not `within` these keys (where given).
        Those that are not written in `language` come later than their match alone would bring them.
        """
        wanted = {"chosen": chosen, "among": among, "left_out": left_out, "within": within}
        with self._reading() as reader:
            return reader.find(question, tokens, language=language, limit=limit, **wanted)

    def suggest(
        self,
        words: Sequence[str],
        language: str = "pl",
        limit: int = 8,
        left_out: Collection[str] = (),
    ) -> Sequence[Match]:
        """Public documents whose title or code has these folded words, the last one perhaps unfinished."""
        *whole, last = words
        with self._reading() as reader:
            wanted = [Or([Term(field, word) for field in NAMING]) for word in whole]
            endings = [
                Term(field, ending)
                for field in NAMING
                for ending in reader.expansions(field, last, EXPANDED_TO)
            ]
            wanted.append(Or(endings))
            return reader.public(And(wanted), language, limit, left_out)

    def sightings(
        self, terms: Collection[str], left_out: Collection[str] = ()
    ) -> Mapping[str, Sighting]:
        """Which of these spellings and dictionary forms, folded, stand in public documents."""
        with self._reading() as reader:
            return reader.sightings(terms, left_out)

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

    def clear_everything(self) -> None:
        with self.rebuilding():
            pass


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
