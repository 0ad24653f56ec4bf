"""Names that a list shouts, written as people write them: „MINISTERSTWO FINANSÓW” → „Ministerstwo Finansów”.

Only for showing in lists of ours; what the source says stays as it is beside it.
"""

import re

SMALL_WORDS = frozenset(
    re.findall(r"\w+", "a albo dla do i im na nad o od oraz po pod przy u w we z za ze")
)
# Legal forms and the like keep their capitals, and so do short words without a vowel (PKP, SPZZOZ).
KEPT = re.compile(
    r"^(?:S\.?A\.?|S\.?C\.?|S\.?K\.?A\.?|M\.?ST\.?|II?I?|IV|VI{0,3}|IX|X{1,3}|PARP|NFZ|ZUS)[,.]?$"
)
NO_VOWEL = re.compile(r"^[^AĄEĘIOÓUY]{2,5}[,.]?$")
LETTERS = re.compile(r"[^\W\d_]+", re.UNICODE)


def calm(name: str) -> str:
    """`name` with capitals only where words begin, if all of it is in capitals; else as it is."""
    if not name.isupper():
        return name
    words = name.split(" ")
    return " ".join(_calm_word(word, is_first=place == 0) for place, word in enumerate(words))


def _calm_word(word: str, *, is_first: bool) -> str:
    if word.lower().rstrip(",") in (*SMALL_WORDS, "o.o.", "o.o") and not is_first:
        return word.lower()
    if KEPT.match(word) or NO_VOWEL.match(word):
        return word if not word.startswith("SP") or len(word) > 4 else word.capitalize()
    return LETTERS.sub(lambda found: found.group().capitalize(), word)
