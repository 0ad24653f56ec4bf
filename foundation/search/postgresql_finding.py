"""One question put to PostgreSQL: a bounded set of what matches, within the rights; ranked and counted."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from heapq import nlargest
from typing import NamedTuple

from django.utils import timezone

from foundation.search.engines import FEW, OTHER_LANGUAGE, Found, Match, freshness
from foundation.search.grouping import KIND, counted, group
from foundation.search.indexes import Text
from foundation.search.postgresql_documents import TABLE
from foundation.search.postgresql_query import (
    VECTOR,
    Condition,
    every_lexeme,
    met,
    score,
    whole_query,
)
from foundation.search.postgresql_statistics import statistics
from foundation.search.questions import Question

BOUND = 2_000  # matches that are ranked
COUNTED = 1_000  # „ponad 1000”
NEWEST = 100_000  # documents looked through first where there are more
SHOWN = f"""
SELECT id, key, texts, CASE WHEN restricted_audience && %s THEN restricted_body ELSE '' END
FROM {TABLE} WHERE id = ANY(%s)
"""  # noqa: S608


class Row(NamedTuple):
    id: int
    groups: Sequence[str]
    importance: float
    on_day: int
    languages: Sequence[str]
    met: int
    score: float


class Finding:
    def __init__(
        self,
        cursor,
        question: Question,
        tokens: frozenset[str],
        among: Collection[str],
        left_out: Collection[str],
        within: Collection[str] | None,
    ) -> None:
        self.cursor, self.question, self.tokens = cursor, question, tokens
        self.known = statistics(cursor, tokens, every_lexeme(question))
        # For whom no restricted text is open, none is ever touched.
        self.restricted = tokens if self.known.has_restricted else ()
        self.rights = Condition("audience && %s", [sorted(tokens)])
        if left_out:
            self.rights.sql += " AND key <> ALL(%s)"
            self.rights.parameters.append(list(left_out))
        if within is not None:
            self.rights.sql += " AND key = ANY(%s)"
            self.rights.parameters.append(list(within))
        if among:
            self.rights.sql += " AND groups && %s"
            self.rights.parameters.append([group(KIND, kind) for kind in among])

    def found(self, language: str, chosen: frozenset[str], limit: int) -> Found:
        rows, rest, is_loose = self._sort_out()
        counts = counted(Counter(frozenset(row.groups) for row in rows), chosen)
        fitting = [row for row in rows if chosen <= set(row.groups)]
        best = nlargest(limit, ((_weighed(row, language), row.id) for row in fitting))
        less = (
            (row.met, _weighed(row, language), row.id) for row in rest if chosen <= set(row.groups)
        )
        partly = [
            (score, number) for _met, score, number in nlargest(max(FEW - len(best), 0), less)
        ]
        is_capped = len(rows) >= BOUND
        return Found(
            self._matches(best),
            min(len(fitting), COUNTED) if is_capped else len(fitting),
            counts,
            self._matches(partly) if partly else (),
            is_loose=is_loose,
            is_capped=is_capped and len(fitting) > COUNTED,
        )

    def _sort_out(self) -> tuple[Sequence[Row], Sequence[Row], bool]:
        """What meets all wants, or else most of them (True); and what meets fewer, where those are few."""
        rows = self._bounded(self._all_wants())
        if len(self.question.wants) == 1 or len(rows) >= FEW:
            return rows, (), False
        some = self._bounded(self._any_want())
        is_loose = not rows and bool(some)
        most = max((row.met for row in some), default=0) if is_loose else len(self.question.wants)
        if is_loose:
            rows = [row for row in some if row.met == most]
        return rows, [row for row in some if row.met < most], is_loose

    def _all_wants(self) -> Condition:
        if not self.restricted:
            return Condition("vector @@ %s::tsquery", [whole_query(self.question)])
        return _joined(" AND ", [met(want, self.restricted) for want in self.question.wants])

    def _any_want(self) -> Condition:
        if not self.restricted:
            return Condition("vector @@ %s::tsquery", [whole_query(self.question, " | ")])
        return _joined(" OR ", [met(want, self.restricted) for want in self.question.wants])

    def _bounded(self, condition: Condition) -> Sequence[Row]:
        """The newest matches, at most `BOUND`; older ones only where the newest are too few."""
        if self.known.last_id > NEWEST:
            rows = self._ranked(condition, after=self.known.last_id - NEWEST)
            if len(rows) >= BOUND:
                return rows
        return self._ranked(condition, after=0)

    def _ranked(self, condition: Condition, after: int) -> Sequence[Row]:
        scored = score(self.question, self.known.share, self.known.documents)
        wants = [met(want, self.restricted) for want in self.question.wants]
        how_many = " + ".join(f"({want.sql})::int" for want in wants)
        ranked = scored.sql.replace(VECTOR, "vector")
        parameters = [one for want in wants for one in want.parameters] + scored.parameters
        if self.restricted:
            in_restricted = scored.sql.replace(VECTOR, "restricted")
            ranked += f" + CASE WHEN restricted_audience && %s THEN {in_restricted} ELSE 0 END"
            parameters += [sorted(self.restricted), *scored.parameters]
        newest = " AND id > %s" if after else ""
        self.cursor.execute(
            f"WITH found AS MATERIALIZED (SELECT * FROM {TABLE} "  # noqa: S608
            f"WHERE ({condition.sql}) AND {self.rights.sql}{newest} LIMIT {BOUND}) "
            f"SELECT id, groups, importance, on_day, languages, {how_many}, {ranked} FROM found",
            [
                *condition.parameters,
                *self.rights.parameters,
                *([after] if after else []),
                *parameters,
            ],
        )
        return [Row(*row) for row in self.cursor.fetchall()]

    def _matches(self, best: Iterable[tuple[float, int]]) -> Sequence[Match]:
        scores = {number: value for value, number in best}
        self.cursor.execute(SHOWN, [sorted(self.tokens), list(scores)])
        places = {number: place for place, number in enumerate(scores)}
        rows = sorted(self.cursor.fetchall(), key=lambda row: places[row[0]])
        return [match_of(key, scores[number], texts, notes) for number, key, texts, notes in rows]


def match_of(key: str, value: float, texts: str, restricted_body: str = "") -> Match:
    return Match(key, value, texts_of(texts), restricted_body)


def texts_of(texts: str) -> Sequence[Text]:
    return [Text(*text) for text in json.loads(texts)]


def _weighed(row: Row, language: str) -> float:
    age = timezone.localdate().toordinal() - row.on_day
    readable = 1 if language in row.languages else OTHER_LANGUAGE
    return row.score * row.importance * freshness(age) * readable


def _joined(word: str, conditions: Sequence[Condition]) -> Condition:
    return Condition(
        word.join(f"({condition.sql})" for condition in conditions),
        [one for condition in conditions for one in condition.parameters],
    )
