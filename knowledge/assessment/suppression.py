"""Which figures may be shown without telling of a single office. Plain values only.

A split (how many fulfil something, how many do not) is shown where at least five offices stand on either
side: fewer would point at somebody, and nobody on one side would tell what each of the others said. As the
sum of all rows is shown as well, the rows that are hidden must obey the same rule together, or they could be
computed from it; more rows are hidden until they do.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LEAST = 5


@dataclass(frozen=True)
class Split:
    """How many offices fulfil a requirement (or are not met by it), and how many have a gap."""

    fulfilled: int = 0
    gaps: int = 0

    def __add__(self, other: "Split") -> "Split":
        return Split(self.fulfilled + other.fulfilled, self.gaps + other.gaps)

    @property
    def total(self) -> int:
        return self.fulfilled + self.gaps

    @property
    def percent(self) -> int:
        """Of a hundred offices, so many fulfil it."""
        return round(100 * self.fulfilled / self.total) if self.total else 0

    @property
    def is_safe(self) -> bool:
        return min(self.fulfilled, self.gaps) >= LEAST


def summed(splits: Iterable[Split]) -> Split:
    return sum(splits, Split())


def rows_to_show(rows: Mapping[str, Split]) -> set[str]:
    """The names of those rows that may stand beside the sum of all; none where the sum itself may not."""
    if not summed(rows.values()).is_safe:
        return set()
    hidden = {name for name, split in rows.items() if not split.is_safe}
    shown = sorted(rows.keys() - hidden, key=lambda name: (rows[name].total, name), reverse=True)
    while hidden and not _is_empty_or_safe(rows, hidden):
        hidden.add(shown.pop())
    return set(shown)


def _is_empty_or_safe(rows: Mapping[str, Split], hidden: set[str]) -> bool:
    together = summed(rows[name] for name in hidden)
    return together.total == 0 or together.is_safe
