"""Words without case and diacritics, so that „ŁÓDŹ”, „Łódź” and „lodz” are one."""

import re
import unicodedata
from collections.abc import Mapping
from typing import TypeVar

Kind = TypeVar("Kind")

# NFKD leaves these alone.
UNDECOMPOSABLE = str.maketrans({"ł": "l", "Ł": "l", "ø": "o", "đ": "d", "ß": "ss"})
BESIDE_BAR = re.compile(r" ?\| ?")
NOT_WORD = re.compile(r"[^0-9a-z]+")


def fold(text: str) -> str:
    """Lower case ASCII words separated by single spaces, e.g. „Gmina Miasto Łódź” → `gmina miasto lodz`."""
    decomposed = unicodedata.normalize("NFKD", text.translate(UNDECOMPOSABLE).lower())
    return NOT_WORD.sub(" ", decomposed.encode("ascii", "ignore").decode()).strip()


def stems(patterns: str, *, ending: str = r"\w*") -> re.Pattern[str]:
    """Folded words that start with one of `patterns` (regular expressions divided by semicolons)."""
    listed = (BESIDE_BAR.sub("|", " ".join(one.split())) for one in patterns.split(";"))
    return re.compile(rf"\b(?:{'|'.join(listed)}){ending}")


def first_fitting(rules: Mapping[Kind, re.Pattern[str]], folded: str) -> Kind | None:
    """The first kind whose words stand in `folded`, in the order of the rules."""
    return next((kind for kind, words in rules.items() if words.search(folded)), None)
