"""The newest matches of a condition, not more than can be ranked at once, each with its score."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from foundation.search.postgresql_documents import SPAN, TABLE
from foundation.search.postgresql_query import Condition

BOUND = 2_000  # matches that are ranked
ENOUGH = 1_000  # once more than these are found, older documents are left alone: „ponad 1000”
NEWEST = 10  # spans of documents looked through first, fewer where most documents match
LONG = 30  # spans at most that are looked up one by one; beyond, all older documents are at once
SORTED = 10 * BOUND  # matches at most, out of which the newest are taken
ROOM = 1.5  # older documents are looked through so many times further than should be needed
SEPARATOR = "\x1f"

# Reading a vector is most of the work: `||` reads it once for everything that is asked of it.
NEWEST_MATCHES = f"""
SELECT id, array_to_string(groups, '{SEPARATOR}'), importance, on_day, %s = ANY(languages),
    {{how_many}}, {{score}}
FROM (
    SELECT *, stored || '' AS vector FROM (
        SELECT * FROM (
            SELECT id, groups, importance, on_day, languages, vector AS stored, restricted_audience,
                restricted
            FROM {TABLE} WHERE ({{condition}}) AND {{rights}} AND {{between}} LIMIT {SORTED}
        ) AS matches ORDER BY id DESC LIMIT %s
    ) AS newest OFFSET 0
) AS found
"""  # noqa: S608


class Row(NamedTuple):
    """A match; `groups` is their tokens in one text, which many rows share."""

    id: int
    groups: str
    importance: float
    on_day: int
    is_readable: bool
    met: int
    score: float


@dataclass(frozen=True)
class Asked:
    """What a match meets, and what is told of it: `how_many` of the wants it meets, and its score."""

    condition: Condition
    rights: Condition
    how_many: Condition
    score: Condition
    language: str


def newest_matches(cursor, asked: Asked, *, last_id: int, density: float) -> list[Row]:
    """The matches, looked for from the newest document on until they are enough.

    `density` says which part of the documents should match.
    """
    rows: list[Row] = []
    last = newer = last_id // SPAN
    number = min(_spans_with(BOUND, density), NEWEST)
    while newer >= 0 and len(rows) <= ENOUGH:
        older = max(newer - number, -1)
        rows += _matches(cursor, asked, _between(older, newer), BOUND - len(rows))
        looked_through = last - older
        density = len(rows) / (looked_through * SPAN)
        newer, number = older, max(_spans_with(ENOUGH - len(rows), density), looked_through)
        if number > LONG:
            number = newer + 1
    return rows


def _matches(cursor, asked: Asked, between: Condition, limit: int) -> Iterable[Row]:
    columns = {"how_many": asked.how_many, "score": asked.score}
    limits = {"condition": asked.condition, "rights": asked.rights, "between": between}
    sql = {name: part.sql for name, part in (columns | limits).items()}
    told = [one for part in columns.values() for one in part.parameters]
    limited = [one for part in limits.values() for one in part.parameters]
    cursor.execute(NEWEST_MATCHES.format(**sql), [asked.language, *told, *limited, limit])
    return map(Row._make, cursor.fetchall())


def _between(older: int, newer: int) -> Condition:
    """Documents of the spans after `older` up to `newer`."""
    if newer - older <= LONG:
        return Condition("spans && %s::integer[]", [list(range(older + 1, newer + 1))])
    return Condition("spans[1] > %s AND spans[1] <= %s", [older, newer])


def _spans_with(matches: int, density: float) -> int:
    """In how many spans so many matches should be, where `density` of the documents match."""
    return ceil(min(ROOM * matches / max(density, 1e-9) / SPAN, 1e6))
