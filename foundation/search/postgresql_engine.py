"""PostgreSQL's full text behind Haystack's seam: for everything larger than the embedded engine.

Written in the transaction of the change, so never behind. Of many matches only the newest are ranked and
counted, and the page says so.
"""

import logging
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager

from django.db import DatabaseError, connection, transaction
from haystack.backends import BaseEngine
from haystack.backends.whoosh_backend import WhooshSearchQuery

from foundation.search.backend import AudienceBackend
from foundation.search.engines import Found, Match, SearchUnavailable, Sighting
from foundation.search.indexing import mark_everything
from foundation.search.postgresql_documents import (
    CREATE,
    LAST_ID,
    SPAN,
    TABLE,
    VERSION,
    Batch,
    quoted,
)
from foundation.search.postgresql_finding import Finding, match_of, texts_of
from foundation.search.postgresql_query import begun, begun_in_title
from foundation.search.questions import Question
from foundation.search.tokens import PUBLIC

logger = logging.getLogger(__name__)

SIGHTINGS = 100  # documents counted for one word
SECONDS = 1  # of one query
# Compiling a query takes longer than running it. Walking the table, or an index row by row, would read the
# vector of each row, which takes two hundred times as long as the planner thinks.
PLANNING = (
    "SET LOCAL jit = off; SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off; "
    "SET LOCAL cpu_operator_cost = 0.5; SET LOCAL work_mem = '32MB'"
)
# Documents of the newest spans, or all, whose title or code has the words; the right is looked at last, for
# in the index such lexemes belong to public documents alone.
NAMED = f"""
SELECT key, importance::float8, texts
FROM (SELECT * FROM {TABLE} WHERE {{has_words}} AND (audience @> %s) IS TRUE AND key <> ALL(%s)
    LIMIT 400) AS named
ORDER BY (%s = ANY(languages)) DESC, importance DESC, length(title), key LIMIT %s
"""  # noqa: S608
# In brackets of its own, so that it is asked once and the index can be asked for it.
LAST_SPAN = f"(SELECT ({LAST_ID} / {SPAN})::integer)"
# A look for the letters spares most titles the regular expression.
IN_NEWEST = (
    f"spans && ARRAY[{LAST_SPAN}, {LAST_SPAN} - 1] AND strpos(title, %s) > 0 AND title ~ ALL(%s)"
)
IN_ALL = "vector @@ %s::tsquery"
ALIKE = f"""
SELECT key, word_similarity(%s, title)::float8, texts FROM {TABLE}
WHERE %s <%% title AND audience @> %s AND key <> ALL(%s) ORDER BY 2 DESC, key LIMIT %s
"""  # noqa: S608
SEEN = f"""
SELECT term, seen.count, seen.first FROM unnest(%s::text[], %s::text[]) AS asked (term, query),
    LATERAL (SELECT count(*), min(id) AS first FROM (SELECT id FROM {TABLE}
        WHERE vector @@ query::tsquery AND audience @> %s AND key <> ALL(%s) LIMIT %s) AS some_of_them) AS seen
WHERE seen.count > 0
"""  # noqa: S608


class PostgresqlBackend(AudienceBackend):
    name = "PostgreSQL"
    writes_through = True

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
        """As the embedded engine's `find`."""
        with self._reading() as cursor:
            finding = Finding(cursor, question, tokens, among, left_out, within, language)
            return finding.found(chosen, limit)

    def suggest(
        self,
        words: Sequence[str],
        language: str = "pl",
        limit: int = 8,
        left_out: Collection[str] = (),
    ) -> Sequence[Match]:
        """Public documents whose title or code has these folded words, the last one perhaps unfinished;
        where there are none, those whose title looks alike.
        """
        others = [[PUBLIC], list(left_out), language, limit]
        rows: list = []
        with self._reading() as cursor:
            # What thousands of titles begin with stands in the newest ones; what is rare is quickly looked up.
            if not any(map(str.isdigit, "".join(words))):
                begun_so = [words[-1], begun_in_title(words)]
                cursor.execute(NAMED.format(has_words=IN_NEWEST), [*begun_so, *others])
                rows = cursor.fetchall()
            if len(rows) < limit:
                cursor.execute(NAMED.format(has_words=IN_ALL), [begun(words), *others])
                rows = cursor.fetchall()
            if not rows:
                text = " ".join(words)
                cursor.execute(ALIKE, [text, text, [PUBLIC], list(left_out), limit])
                rows = cursor.fetchall()
        return [match_of(key, score, texts) for key, score, texts in rows]

    def sightings(
        self, terms: Collection[str], left_out: Collection[str] = ()
    ) -> Mapping[str, Sighting]:
        """As the embedded engine's `sightings`."""
        terms = sorted(terms)
        queries = [f"{quoted(term)} | {quoted('=' + term)}" for term in terms]
        with self._reading() as cursor:
            cursor.execute(SEEN, [terms, queries, [PUBLIC], list(left_out), SIGHTINGS])
            rows = cursor.fetchall()
            cursor.execute(
                f"SELECT id, texts FROM {TABLE} WHERE id = ANY(%s)",  # noqa: S608
                [list({first for _term, _count, first in rows})],
            )
            texts = dict(cursor.fetchall())
        return {term: Sighting(count, _in_one(texts[first])) for term, count, first in rows}

    def document_count(self) -> int:
        with self._reading() as cursor:
            cursor.execute(f"SELECT count(*) FROM {TABLE}")  # noqa: S608
            return cursor.fetchone()[0]

    def keys(self) -> Sequence[str]:
        with self._reading() as cursor:
            cursor.execute(f"SELECT key FROM {TABLE}")  # noqa: S608
            return [key for (key,) in cursor.fetchall()]

    @contextmanager
    def _reading(self) -> Iterator:
        """A cursor that gives up after `SECONDS`; whatever breaks here means that search is away."""
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL statement_timeout = {SECONDS * 1000}; {PLANNING}")
                yield cursor
                cursor.execute("SET LOCAL statement_timeout = DEFAULT")
        except DatabaseError as error:
            logger.exception("The search table cannot be read")
            raise SearchUnavailable from error

    # --- Writing ---------------------------------------------------------------------------------

    def exists(self) -> bool:
        """Is the table here, written with this version of the analysis?"""
        with connection.cursor() as cursor:
            cursor.execute("SELECT obj_description(to_regclass(%s), 'pg_class')", [TABLE])
            return cursor.fetchone()[0] == VERSION

    def create(self) -> None:
        """Make the table, in place of one of another version, and the indexes that are missing."""
        is_outdated = not self.exists()
        with connection.cursor() as cursor:
            if is_outdated:
                cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")
            cursor.execute(CREATE)
            cursor.execute(f"COMMENT ON TABLE {TABLE} IS '{VERSION}'")

    @contextmanager
    def writing(self, wait: float = 0) -> Iterator[Batch]:
        """Change the table in one transaction, or in the one that is open.

        Where it is missing, or written with another version of the analysis, everything is marked for it.
        """
        with transaction.atomic():
            if not self.exists():
                self.create()
                mark_everything()
            batch = Batch()
            yield batch
            batch.write()

    def clear_everything(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {TABLE}")


def _in_one(texts: str) -> str:
    return " ".join(f"{text.title} {text.body}" for text in texts_of(texts))


class PostgresqlEngine(BaseEngine):
    backend = PostgresqlBackend
    query = WhooshSearchQuery
