"""Finding in the embedded index: rights first, as a bitmap kept per reader; then matching and ranking."""

import sys
import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from heapq import nlargest
from itertools import islice
from typing import NamedTuple

from django.utils import timezone
from whoosh.index import FileIndex
from whoosh.query import And, Query
from whoosh.scoring import BM25F

from foundation.search.engines import FEW, OTHER_LANGUAGE, Found, Match, Sighting, freshness
from foundation.search.grouping import KIND, counted, group
from foundation.search.indexes import Text
from foundation.search.questions import Question
from foundation.search.tokens import PUBLIC
from foundation.search.whoosh_documents import documents_with
from foundation.search.whoosh_query import query_for

SECONDS = 0.8  # of matching; a question that takes longer is answered with what was found so far
CHECKED_EVERY = 512
EXPANSIONS = 200
ENOUGH_TO_SUGGEST_FROM = 400
SIGHTINGS = 1_000  # documents looked at for one word
WORD_FIELDS = ("exact", "title_exact", "lemma", "title")

STEP = 1_000.0  # one more want met counts more than any score

Ranked = tuple[float, int]


class SortedOut(NamedTuple):
    """Scores and numbers of what answers, and of the `rest` that has fewer of the words."""

    ranked: Sequence[Ranked]
    rest: Sequence[Ranked]
    is_loose: bool
    is_cut_short: bool


class IndexReader:
    """One committed state of the index; not shared between threads."""

    def __init__(self, index: FileIndex) -> None:
        self.generation = (index.storage.folder, index.latest_generation())
        self._searcher = index.searcher(weighting=BM25F(title_B=0.3, title_exact_B=0.3, code_B=0.0))
        self._reader = self._searcher.reader()
        self.allowed = lru_cache(maxsize=64)(self._allowed)
        self._written_in = lru_cache(maxsize=8)(lambda code: self._flags("language", [code]))
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
        chosen: frozenset[str] = frozenset(),
        among: Collection[str] = (),
        left_out: Collection[str] = (),
        within: Collection[str] | None = None,
        limit: int,
    ) -> Found:
        """The best `limit` documents, as `WhooshBackend.find` says."""
        flags = self._without(self.allowed(tokens), left_out)
        flags = self._within(self._of_kinds(flags, among), within)
        restricted = tokens & self._restricting
        sorted_out = self._sort_out([query_for(w, restricted) for w in question.wants], flags)
        groups = self._groups
        counts = counted(Counter(groups[number] for _score, number in sorted_out.ranked), chosen)
        fitting = [one for one in sorted_out.ranked if chosen <= groups[one[1]]]
        rest = [one for one in sorted_out.rest if chosen <= groups[one[1]]]
        best = nlargest(limit, self._weighed(fitting, language))
        partly = nlargest(max(FEW - len(best), 0), self._weighed(rest, language))
        return Found(
            [self._match(*one, restricted) for one in best],
            len(fitting),
            counts,
            [self._match(*one, restricted) for one in partly],
            is_loose=sorted_out.is_loose,
            is_cut_short=sorted_out.is_cut_short,
        )

    def _sort_out(self, wants: Sequence[Query], flags: bytearray) -> "SortedOut":
        """What meets all wants, or else most of them; and what meets fewer, where those are few."""
        give_up_at = time.monotonic() + SECONDS
        ranked, is_cut_short = self._matching(And(wants), flags, give_up_at)
        if len(wants) == 1 or len(ranked) >= FEW:
            return SortedOut(ranked, [], False, is_cut_short)
        scores, met, is_cut_short = self._matching_some(wants, flags, give_up_at)
        is_loose = not ranked and bool(scores)
        most = max(met.values(), default=0) if is_loose else len(wants)
        if is_loose:
            ranked = [(score, number) for number, score in scores.items() if met[number] == most]
        rest = [
            (score * STEP ** met[number], number)
            for number, score in scores.items()
            if met[number] < most
        ]
        return SortedOut(ranked, rest, is_loose, is_cut_short)

    def expansions(self, field: str, prefix: str, limit: int) -> Sequence[str]:
        """The most frequent terms of `field` that begin with `prefix`."""
        found = []
        for term in self._reader.expand_prefix(field, prefix):
            found.append((self._reader.doc_frequency(field, term), term.decode()))
            if len(found) >= EXPANSIONS:
                break
        return [term for _count, term in nlargest(limit, found)]

    def sightings(self, terms: Iterable[str], left_out: Collection[str]) -> Mapping[str, Sighting]:
        """Those of `terms` that stand in public documents."""
        public, found = self._without(self.allowed(frozenset({PUBLIC})), left_out), {}
        for term in terms:
            numbers = {
                n for field in WORD_FIELDS for n in self._some_with(field, term) if public[n]
            }
            if numbers:
                stored = self._reader.stored_fields(min(numbers))
                text = " ".join(f"{title} {body}" for _language, title, body in stored["texts"])
                found[term] = Sighting(len(numbers), text)
        return found

    def _some_with(self, field: str, term: str) -> Iterable[int]:
        return islice(documents_with(self._reader, field, term), SIGHTINGS)

    def public(
        self, query: Query, language: str, limit: int, left_out: Collection[str]
    ) -> Sequence[Match]:
        """The best public documents for a ready query."""
        flags = self._without(self.allowed(frozenset({PUBLIC})), left_out)
        give_up_at = time.monotonic() + SECONDS
        found, _cut = self._matching(query, flags, give_up_at, enough=ENOUGH_TO_SUGGEST_FROM)
        best = nlargest(limit, self._weighed(found, language))
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

    def _weighed(self, ranked: Iterable[Ranked], language: str) -> Iterator[Ranked]:
        """With what speaks for a document besides its words: importance, language, age."""
        readable, importance, on = self._written_in(language), self._importance, self._on
        today = timezone.localdate().toordinal()
        for score, number in ranked:
            weight = importance[number] * freshness(today - on[number])
            yield score * weight * (1 if readable[number] else OTHER_LANGUAGE), number

    @cached_property
    def _importance(self) -> Sequence[int]:
        return self._column("importance")

    @cached_property
    def _on(self) -> Sequence[int]:
        return self._column("on")

    def _column(self, name: str) -> Sequence[int]:
        return list(self._reader.column_reader(name)) if self._searcher.doc_count_all() else ()

    def _without(self, flags: bytearray, keys: Collection[str]) -> bytearray:
        if keys:
            flags = flags.copy()
            for key in keys:
                for number in documents_with(self._reader, "key", key):
                    flags[number] = 0
        return flags

    def _within(self, flags: bytearray, keys: Collection[str] | None) -> bytearray:
        if keys is None:
            return flags
        kept = bytearray(len(flags))
        for key in keys:
            for number in documents_with(self._reader, "key", key):
                kept[number] = flags[number]
        return kept

    def _of_kinds(self, flags: bytearray, kinds: Collection[str]) -> bytearray:
        if not kinds:
            return flags
        wanted = self._flags("group", (group(KIND, kind) for kind in kinds))
        return bytearray(a & b for a, b in zip(flags, wanted, strict=True))

    @cached_property
    def _groups(self) -> Sequence[frozenset[str]]:
        """The groups of every document; most share theirs with many."""
        groups: list[tuple[str, ...]] = [()] * self._searcher.doc_count_all()
        for token in self._reader.field_terms("group"):
            for number in documents_with(self._reader, "group", token):
                groups[number] += (token,)
        same = {together: frozenset(together) for together in set(groups)}
        return [same[together] for together in groups]

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
    ) -> tuple[Counter[int], Counter[int], bool]:
        """Scores and how many wants are met, by number of the document; True when time ran out."""
        scores: Counter[int] = Counter()
        met: Counter[int] = Counter()
        is_cut_short = False
        for want in wants:
            ranked, ran_out = self._matching(want, flags, give_up_at)
            is_cut_short = is_cut_short or ran_out
            for score, number in ranked:
                scores[number] += score
                met[number] += 1
        return scores, met, is_cut_short

    def _match(self, score: float, number: int, restricted: frozenset[str]) -> Match:
        stored = self._reader.stored_fields(number)
        may_read = "restricted" in stored and any(
            number in documents_with(self._reader, "restricted_audience", token)
            for token in restricted
        )
        texts = [Text(*text) for text in stored["texts"]]
        return Match(stored["key"], score, texts, stored["restricted"] if may_read else "")
