"""Our documents as PostgreSQL stores them: the table, its vectors, and a writer.

A lexeme says by its first character what it is: `=` a spelling, `^` the same in the title or code of a public
document, for suggestions (the index answers them without looking at labels), `#` a part of a code, `~` the
name of the kind, none a dictionary form. Labels say where it stands: A code, B title, C spelling in text,
D form in text.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.db import connection

from foundation.search.analysis import analyse, analyse_bodies, analyse_titles
from foundation.search.folding import fold
from foundation.search.indexes import Document
from foundation.search.tokens import PUBLIC

VERSION = "v4"  # raise it with every change of the analysis; everything is then indexed afresh
TABLE = "search_document"
LAST_POSITION = 16_383  # of PostgreSQL
REPETITIONS = 8  # of one lexeme that count
LONGEST = 40_000  # lexemes of one vector, which may have 1 MB
# The number given last, at least: no index needs to be walked for it.
LAST_ID = f"coalesce(pg_sequence_last_value(pg_get_serial_sequence('{TABLE}', 'id')::regclass), 0)"
SPAN = 10_000  # documents, one after the other by `id`, that are looked through together

# Words, the newest documents and rights are looked up together, so that what is rare of them leads.
CREATE = f"""
CREATE TABLE IF NOT EXISTS {TABLE} (
    key text PRIMARY KEY,
    id bigint GENERATED ALWAYS AS IDENTITY,
    spans integer[] NOT NULL GENERATED ALWAYS AS (ARRAY[(id / {SPAN})::integer]) STORED,
    model text NOT NULL,
    importance real NOT NULL,
    on_day integer NOT NULL,
    languages text[] NOT NULL,
    groups text[] NOT NULL,
    audience text[] NOT NULL,
    vector tsvector NOT NULL,
    restricted_audience text[] NOT NULL,
    restricted tsvector NOT NULL,
    title text NOT NULL,
    texts text NOT NULL,
    restricted_body text NOT NULL
);
CREATE INDEX IF NOT EXISTS {TABLE}_id ON {TABLE} (id);
CREATE INDEX IF NOT EXISTS {TABLE}_model ON {TABLE} (model);
CREATE INDEX IF NOT EXISTS {TABLE}_found ON {TABLE} USING gin (vector, spans, audience)
    WITH (fastupdate = off);
CREATE INDEX IF NOT EXISTS {TABLE}_restricted ON {TABLE} USING gin (restricted)
    WITH (fastupdate = off) WHERE restricted_audience <> '{{}}';
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX IF NOT EXISTS {TABLE}_title ON {TABLE} USING gin (title gin_trgm_ops)
    WHERE audience @> '{{public}}';
"""
COLUMNS = (
    *("key", "model", "importance", "on_day", "languages", "groups", "audience", "vector"),
    *("restricted_audience", "restricted", "title", "texts", "restricted_body"),
)
_UPSERT = f"""
INSERT INTO {TABLE} ({", ".join(COLUMNS)}) VALUES ({", ".join(["%s"] * len(COLUMNS))})
ON CONFLICT (key) DO UPDATE SET id = DEFAULT,
    {", ".join(f"{name} = EXCLUDED.{name}" for name in COLUMNS if name != "key")}
"""  # noqa: S608  names of our own columns


class Batch:
    """Changes that become visible together: those of one transaction."""

    def __init__(self) -> None:
        self._rows: list[Sequence[object]] = []

    def hold(self, keys: Iterable[str]) -> None:
        """Let nobody else write these until the end; what is read of them from now on is the newest."""
        with connection.cursor() as cursor:
            ordered = f"SELECT 1 FROM {TABLE} WHERE key = ANY(%s) ORDER BY key FOR UPDATE"  # noqa: S608
            cursor.execute(ordered, [sorted(keys)])

    def replace(self, document: Document) -> None:
        self._rows.append(row_of(document))

    add = replace

    def delete(self, keys: Iterable[str]) -> None:
        self._delete_where("key", list(keys))

    def delete_model(self, model: str) -> None:
        self._delete_where("model", [model])

    def write(self) -> None:
        """Rows in one order, so that two writers never wait for each other."""
        with connection.cursor() as cursor:
            cursor.executemany(_UPSERT, sorted(self._rows, key=lambda row: row[0]))

    def _delete_where(self, column: str, values: list[str]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE} WHERE {column} = ANY(%s)", [values])  # noqa: S608


def row_of(document: Document) -> Sequence[object]:
    texts = [(text.language, text.title, text.body) for text in document.texts]
    return (
        document.key,
        document.model,
        document.importance,
        document.on.toordinal() if document.on else 0,
        [text.language for text in document.texts],
        sorted(document.groups),
        sorted(document.audience),
        _literal(_lexemes(document)),
        sorted(document.restricted_audience),
        _literal(_restricted_lexemes(document)),
        fold(" ".join(title for _language, title, _body in texts)).replace("\0", ""),
        json.dumps(texts),
        document.restricted_body.replace("\0", ""),
    )


def _lexemes(document: Document) -> Iterator[tuple[str, str]]:
    """(lexeme, label) in the order of what matters most."""
    codes = analyse(("pl", code) for code in document.codes).exact
    yield from ((f"#{term}", "A") for term in codes)
    is_public = PUBLIC in document.audience
    if is_public:
        yield from ((f"^{term}", "A") for term in codes)
    titles = analyse_titles(document.texts)
    yield from ((f"={term}", "B") for term in titles.exact)
    if is_public:
        yield from ((f"^{term}", "B") for term in titles.exact)
    yield from ((term, "B") for term in titles.lemmas)
    yield from ((f"~{term}", "D") for term in analyse(document.kind_names).lemmas)
    bodies = analyse_bodies(document.texts)
    yield from ((f"={term}", "C") for term in bodies.exact)
    yield from ((term, "D") for term in bodies.lemmas)


def _restricted_lexemes(document: Document) -> Iterator[tuple[str, str]]:
    if document.restricted_body:
        terms = analyse([(document.texts[0].language, document.restricted_body)])
        yield from ((f"={term}", "C") for term in terms.exact)
        yield from ((term, "D") for term in terms.lemmas)


def _literal(lexemes: Iterable[tuple[str, str]]) -> str:
    """A `tsvector` as text, with a bounded number of places for each lexeme."""
    places: dict[str, list[str]] = defaultdict(list)
    for number, (lexeme, label) in enumerate(lexemes, start=1):
        known = places[lexeme]
        if len(known) < REPETITIONS and len(places) <= LONGEST:
            known.append(f"{min(number, LAST_POSITION)}{label}")
    return " ".join(f"{quoted(lexeme)}:{','.join(at)}" for lexeme, at in places.items() if at)


def quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
