"""One question put to PostgreSQL: a bounded set of what matches, within the rights; ranked and counted."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from heapq import nlargest
from math import prod

from django.utils import timezone

from foundation.search import postgresql_matches
from foundation.search.engines import FEW, OTHER_LANGUAGE, Found, Match, freshness
from foundation.search.grouping import KIND, counted, group
from foundation.search.indexes import Text
from foundation.search.postgresql_documents import TABLE
from foundation.search.postgresql_matches import SEPARATOR, Asked, Row, newest_matches
from foundation.search.postgresql_query import (
    VECTOR,
    Condition,
    every_lexeme,
    joined,
    lexemes_of,
    met,
    score,
)
from foundation.search.postgresql_statistics import statistics
from foundation.search.questions import Question, Want

SHOWN = f"""
SELECT id, key, texts, CASE WHEN restricted_audience && %s THEN restricted_body ELSE '' END
FROM {TABLE} WHERE id = ANY(%s)
"""  # noqa: S608


class Finding:
    def __init__(
        self,
        cursor,
        question: Question,
        tokens: frozenset[str],
        among: Collection[str],
        left_out: Collection[str],
        within: Collection[str] | None,
        language: str,
    ) -> None:
        self.cursor, self.question, self.tokens = cursor, question, tokens
        self.language = language
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

    def found(self, chosen: frozenset[str], limit: int) -> Found:
        rows, rest, is_loose = self._sort_out()
        alike = {
            groups: (frozenset(groups.split(SEPARATOR)), number)
            for groups, number in Counter(row.groups for row in rows).items()
        }
        counts = counted(dict(alike.values()), chosen)
        fitting = [row for row in rows if chosen <= alike[row.groups][0]]
        today = timezone.localdate()
        best = nlargest(limit, ((_weighed(row, today), row.id) for row in fitting))
        less = (
            (row.met, _weighed(row, today), row.id)
            for row in rest
            if chosen <= set(row.groups.split(SEPARATOR))
        )
        partly = [
            (score, number) for _met, score, number in nlargest(max(FEW - len(best), 0), less)
        ]
        return Found(
            self._matches(best),
            min(len(fitting), postgresql_matches.ENOUGH),
            counts,
            self._matches(partly) if partly else (),
            is_loose=is_loose,
            is_capped=len(fitting) > postgresql_matches.ENOUGH,
        )

    def _sort_out(self) -> tuple[Sequence[Row], Sequence[Row], bool]:
        """What meets all wants, or else most of them (True); and what meets fewer, where those are few."""
        wants = [met(want, self.restricted) for want in self.question.wants]
        every = len(wants)
        shares = [self._share(want) for want in self.question.wants]
        rows = self._newest(joined(" AND ", wants), Condition(str(every)), prod(shares))
        if every == 1 or len(rows) >= FEW:
            return rows, (), False
        how_many = " + ".join(f"({want.sql})::int" for want in wants)
        either = joined(" OR ", wants)
        some = self._newest(either, Condition(how_many, either.parameters), max(shares))
        is_loose = not rows and bool(some)
        most = max((row.met for row in some), default=0) if is_loose else every
        if is_loose:
            rows = [row for row in some if row.met == most]
        return rows, [row for row in some if row.met < most], is_loose

    def _share(self, want: Want) -> float:
        """Which part of all documents meets `want`, at least where its words are frequent."""
        words = (word for reading in want.readings for word in reading)
        return min(
            sum(self.known.share.get(one, 0) for word in words for one in lexemes_of(word)), 1
        )

    def _newest(self, condition: Condition, how_many: Condition, share: float) -> Sequence[Row]:
        asked = Asked(condition, self.rights, how_many, self._scored(), self.language)
        density = share * self.known.open_share
        return newest_matches(self.cursor, asked, last_id=self.known.last_id, density=density)

    def _scored(self) -> Condition:
        scored = score(self.question, self.known.share, self.known.documents)
        in_public = Condition(scored.sql.replace(VECTOR, "vector"), scored.parameters)
        if not self.restricted:
            return in_public
        in_restricted = scored.sql.replace(VECTOR, "restricted")
        return Condition(
            f"{in_public.sql} + CASE WHEN restricted_audience && %s THEN {in_restricted} ELSE 0 END",
            [*scored.parameters, sorted(self.restricted), *scored.parameters],
        )

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


def _weighed(row: Row, today: date) -> float:
    readable = 1 if row.is_readable else OTHER_LANGUAGE
    return row.score * row.importance * freshness(today.toordinal() - row.on_day) * readable
