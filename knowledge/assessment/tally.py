"""How far an assessment is and what it says, counted and drawn. Plain values only."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

OPEN = ""
RESULTS = ("met", "partly", "not_met", "not_applicable", OPEN)


@dataclass(frozen=True)
class Piece:
    """One stretch of a bar: its place in per cent of the picture's width."""

    result: str
    count: int
    x: str
    width: str
    middle: str


@dataclass(frozen=True)
class Tally:
    """How many requirements have which rating; `open` has none yet."""

    met: int = 0
    partly: int = 0
    not_met: int = 0
    not_applicable: int = 0
    open: int = 0

    @property
    def total(self) -> int:
        return self.rated + self.open

    @property
    def rated(self) -> int:
        return self.met + self.partly + self.not_met + self.not_applicable

    @property
    def gaps(self) -> int:
        return self.partly + self.not_met

    @property
    def is_complete(self) -> bool:
        return self.total > 0 and not self.open

    @property
    def ratings(self) -> Sequence[str]:
        """Every rating there is, in the order of the bars."""
        return RESULTS[:-1]

    @property
    def pieces(self) -> Sequence[Piece]:
        """The bar of this tally, without stretches of nothing."""
        pieces, done = [], 0
        for result in RESULTS:
            count = getattr(self, result or "open")
            if count:
                start, width = 100 * done / self.total, 100 * count / self.total
                places = (f"{place:.3f}%" for place in (start, width, start + width / 2))
                pieces.append(Piece(result or "open", count, *places))
            done += count
        return pieces


def tally(results: Iterable[str]) -> Tally:
    """Count ratings by their value; an empty one is open."""
    counts = Counter(results)
    return Tally(**{result or "open": counts[result] for result in RESULTS})
