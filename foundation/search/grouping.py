"""Facets: what a document belongs to, as tokens such as `topic:zakupy`, and how many of each were found."""

from collections import Counter
from collections.abc import Mapping

KIND, TOPIC, WRITTEN_FOR, YEAR = NAMES = ("kind", "topic", "for", "year")


def group(name: str, value: object) -> str:
    """The token of a group, e.g. `year:2026`."""
    return f"{name}:{value}"


def name_of(token: str) -> str:
    return token.partition(":")[0]


def counted(found: Mapping[frozenset[str], int], chosen: frozenset[str]) -> Counter[str]:
    """How many of the documents found belong to each group, from how many have which groups together.

    A facet counts as if nothing were chosen from itself, so that another of its choices can be taken.
    """
    counts: Counter[str] = Counter()
    for groups, number in found.items():
        missing = chosen - groups
        if len(missing) > 1:
            continue
        names = {name_of(token) for token in missing}
        for token in groups:
            if not names or name_of(token) in names:
                counts[token] += number
    return counts
