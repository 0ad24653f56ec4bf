"""Finding in the embedded index: rights first, as a bitmap kept per reader; then matching and ranking."""

import sys
import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from heapq import nlargest

from whoosh.index import FileIndex
from whoosh.query import And, Query
from whoosh.scoring import BM25F

from foundation.search.engines import Found, Match
from foundation.search.indexes import Text
from foundation.search.questions import Question
from foundation.search.whoosh_documents import documents_with
from foundation.search.whoosh_query import query_for

SECONDS = 0.8  # of matching; a question that takes longer is answered with what was found so far
CHECKED_EVERY = 512
EXPANSIONS = 200
ENOUGH_TO_SUGGEST_FROM = 400
OTHER_LANGUAGE = 0.4  # what a match is worth in a page the reader's language does not have

Ranked = tuple[float, int]


class IndexReader:
    """One committed state of the index; not shared between threads."""

    def __init__(self, index: FileIndex) -> None:
        self.generation = (index.storage.folder, index.latest_generation())
        self._searcher = index.searcher(weighting=BM25F(title_B=0.3, title_exact_B=0.3, code_B=0.0))
        self._reader = self._searcher.reader()
        self.allowed = lru_cache(maxsize=64)(self._allowed)
        self._written_in = lru_cache(maxsize=8)(lambda code: self._flags("language", [code]))
        self._kinds = list(self._reader.field_terms("kind"))
        self._kind_of = self._numbers_of_kinds()
        self._restricting = frozenset(self._reader.field_terms("restricted_audience"))

    def document_count(self) -> int:
        return self._reader.doc_count()

    def keys(self) -> Iterator[str]:
        return (fields["key"] for fields in self._reader.all_stored_fields())

    def close(self) -> None:
        self._searcher.close()

    def find(
        self,
        question: Question,
        tokens: frozenset[str],
        *,
        language: str,
        kind: str = "",
        left_out: Collection[str] = (),
        limit: int,
    ) -> Found:
        """The best `limit` documents that carry one of `tokens`, without the keys `left_out`."""
        flags = self._without(self.allowed(tokens), left_out)
        restricted = tokens & self._restricting
        wants = [query_for(want, restricted) for want in question.wants]
        give_up_at = time.monotonic() + SECONDS
        ranked, is_cut_short = self._matching(And(wants), flags, give_up_at)
        is_loose = not ranked and len(wants) > 1
        if is_loose:
            ranked, is_cut_short = self._matching_some(wants, flags, give_up_at)
        counts = Counter(self._kind_of[number] for _score, number in ranked)
        if kind:
            ranked = [r for r in ranked if self._kinds[self._kind_of[r[1]]] == kind]
        best = nlargest(limit, self._in_language(ranked, language))
        matches = [self._match(*one, restricted) for one in best]
        return Found(
            matches,
            {self._kinds[number]: count for number, count in counts.items()},
            is_loose and bool(ranked),
            is_cut_short,
        )

    def expansions(self, field: str, prefix: str, limit: int) -> Sequence[str]:
        """The most frequent terms of `field` that begin with `prefix`."""
        found = []
        for term in self._reader.expand_prefix(field, prefix):
            found.append((self._reader.doc_frequency(field, term), term.decode()))
            if len(found) >= EXPANSIONS:
                break
        return [term for _count, term in nlargest(limit, found)]

    def ranked(
        self, query: Query, tokens: frozenset[str], language: str, limit: int
    ) -> Sequence[Match]:
        """The best documents for a ready query, within the rights of `tokens`."""
        flags, give_up_at = self.allowed(tokens), time.monotonic() + SECONDS
        found, _cut = self._matching(query, flags, give_up_at, enough=ENOUGH_TO_SUGGEST_FROM)
        best = nlargest(limit, self._in_language(found, language))
        return [self._match(*one, frozenset()) for one in best]

    def _allowed(self, tokens: frozenset[str]) -> bytearray:
        return self._flags("audience", tokens)

    def _flags(self, field: str, terms: Iterable[str]) -> bytearray:
        """A flag for every document, set for those that have one of `terms` in `field`."""
        flags = bytearray(self._searcher.doc_count_all())
        for term in terms:
            for number in documents_with(self._reader, field, term):
                flags[number] = 1
        return flags

    def _in_language(self, ranked: Iterable[Ranked], language: str) -> Iterator[Ranked]:
        flags = self._written_in(language)
        return ((s if flags[n] else s * OTHER_LANGUAGE, n) for s, n in ranked)

    def _without(self, flags: bytearray, keys: Collection[str]) -> bytearray:
        if keys:
            flags = flags.copy()
            for key in keys:
                for number in documents_with(self._reader, "key", key):
                    flags[number] = 0
        return flags

    def _numbers_of_kinds(self) -> bytearray:
        numbers = bytearray(self._searcher.doc_count_all())
        for position, kind in enumerate(self._kinds):
            for number in documents_with(self._reader, "kind", kind):
                numbers[number] = position
        return numbers

    def _matching(
        self, query: Query, flags: bytearray, give_up_at: float, enough: int = sys.maxsize
    ) -> tuple[list[Ranked], bool]:
        """Scores and numbers of allowed documents that match; True when time ran out before `enough`."""
        ranked = []
        for searcher, offset in self._searcher.leaf_searchers():
            matcher = query.matcher(searcher, searcher.context())
            steps = 0
            while matcher.is_active() and len(ranked) < enough:
                number = matcher.id() + offset
                if flags[number]:
                    ranked.append((matcher.score(), number))
                steps += 1
                if steps % CHECKED_EVERY == 0 and time.monotonic() > give_up_at:
                    return ranked, True
                matcher.next()
        return ranked, False

    def _matching_some(
        self, wants: Iterable[Query], flags: bytearray, give_up_at: float
    ) -> tuple[list[Ranked], bool]:
        """Documents that meet some wants, those that meet more before those that meet fewer."""
        scores: Counter[int] = Counter()
        met: Counter[int] = Counter()
        is_cut_short = False
        for want in wants:
            ranked, ran_out = self._matching(want, flags, give_up_at)
            is_cut_short = is_cut_short or ran_out
            for score, number in ranked:
                scores[number] += score
                met[number] += 1
        most = max(met.values(), default=0)
        return [(s, n) for n, s in scores.items() if met[n] == most], is_cut_short

    def _match(self, score: float, number: int, restricted: frozenset[str]) -> Match:
        stored = self._reader.stored_fields(number)
        may_read = "restricted" in stored and any(
            number in documents_with(self._reader, "restricted_audience", token)
            for token in restricted
        )
        texts = [Text(*text) for text in stored["texts"]]
        return Match(stored["key"], score, texts, stored["restricted"] if may_read else "")
