"""What every engine answers: the seam between the search page and an engine."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from foundation.search.indexes import Document, Text

OTHER_LANGUAGE = 0.4  # what a match is worth in a page the reader's language does not have
YEAR = 365  # days
STALE_AFTER = 5  # years
FEW = 10  # so few good matches that those with only some of the words are offered after them


def freshness(days: int) -> float:
    """What a match is worth by its age: 1 today, 0.9 after five years and for what has no date."""
    return 1 - 0.1 * min(max(days, 0) / YEAR, STALE_AFTER) / STALE_AFTER


class SearchUnavailable(Exception):
    """The engine cannot answer now; the page says so and never „0 results”."""


class IndexBusy(Exception):
    """Another process is writing the index."""


@dataclass(frozen=True)
class Sighting:
    """That a word stands in `count` public documents (counted up to a limit), with a text of one of them."""

    count: int
    text: str


class Batch(Protocol):
    """Changes that become visible together."""

    def hold(self, keys: Iterable[str]) -> None: ...

    def replace(self, document: Document) -> None: ...

    def add(self, document: Document) -> None: ...

    def delete(self, keys: Iterable[str]) -> None: ...

    def delete_model(self, model: str) -> None: ...


@dataclass(frozen=True)
class Match:
    """One found document. `restricted_body` is empty unless this person may read it."""

    key: str
    score: float
    texts: Sequence[Text]
    restricted_body: str = ""


@dataclass(frozen=True)
class Found:
    """Best matches first; `total` counts all that have the groups chosen, `counts` says how many have
    each group (`foundation.search.grouping`), over everything this person may see.

    `partly` are a few more that have fewer of the words, where `matches` are few; they are not counted.
    `is_capped`: only so many were looked at, there are more.
    `is_loose`: nothing has all the words, these have some. `is_cut_short`: time ran out, there may be more.
    """

    matches: Sequence[Match] = ()
    total: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    partly: Sequence[Match] = ()
    is_loose: bool = False
    is_capped: bool = False
    is_cut_short: bool = False
