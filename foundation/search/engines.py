"""What every engine answers: the seam between the search page and an engine."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from foundation.search.indexes import Document, Text


class SearchUnavailable(Exception):
    """The engine cannot answer now; the page says so and never „0 results”."""


class IndexBusy(Exception):
    """Another process is writing the index."""


class Batch(Protocol):
    """Changes that become visible together."""

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
    """Best matches first; `counts` by kind, over everything this person may see.

    `is_loose`: nothing has all the words, these have some. `is_cut_short`: time ran out, there may be more.
    """

    matches: Sequence[Match] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    is_loose: bool = False
    is_cut_short: bool = False
