"""Rules of words: what a title or a name begins to say in its folded form (`foundation.folding`)."""

import re
from collections.abc import Mapping
from typing import TypeVar

Kind = TypeVar("Kind")

BESIDE_BAR = re.compile(r" ?\| ?")


def stems(patterns: str, *, ending: str = r"\w*") -> re.Pattern[str]:
    """Folded words that start with one of `patterns` (regular expressions divided by semicolons)."""
    listed = (BESIDE_BAR.sub("|", " ".join(one.split())) for one in patterns.split(";"))
    return re.compile(rf"\b(?:{'|'.join(listed)}){ending}")


def first_fitting(rules: Mapping[Kind, re.Pattern[str]], folded: str) -> Kind | None:
    """The first kind whose words stand in `folded`, in the order of the rules."""
    return next((kind for kind, words in rules.items() if words.search(folded)), None)
