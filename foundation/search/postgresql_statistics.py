"""What must be known of the whole table before a question is put to it, in one query."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from foundation.search.postgresql_documents import LAST_ID, TABLE

# Frequent lexemes and tokens are those that ANALYZE keeps; a table never analysed counts as a small one.
STATISTICS = f"""
SELECT
    EXISTS (
        SELECT 1 FROM {TABLE}
        WHERE restricted_audience <> '{{}}' AND restricted_audience && %(tokens)s
    ),
    {LAST_ID},
    coalesce((SELECT greatest(reltuples, 100)::int FROM pg_class WHERE oid = to_regclass(%(table)s)), 100),
    coalesce(json_object_agg(element, share) FILTER (WHERE attname = 'vector'), '{{}}'),
    coalesce(sum(share) FILTER (WHERE attname = 'audience'), 0)
FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs) AS common (element, share)
WHERE schemaname = ANY(current_schemas(false)) AND tablename = %(table)s
    AND (attname = 'vector' AND element = ANY(%(lexemes)s)
        OR attname = 'audience' AND element = ANY(%(tokens)s))
"""  # noqa: S608


class Statistics(NamedTuple):
    has_restricted: bool  # whether any restricted text is open to these tokens
    last_id: int
    documents: int
    share: Mapping[str, float]  # of the frequent lexemes: which part of all documents has it
    open_share: float  # which part of all documents is open to these tokens, at most


def statistics(cursor, tokens: Collection[str], lexemes: Sequence[str]) -> Statistics:
    cursor.execute(STATISTICS, {"tokens": sorted(tokens), "table": TABLE, "lexemes": list(lexemes)})
    return Statistics(*cursor.fetchone())
