"""Letters without their marks, by an explicit map, and back again by the dictionary.

Unicode's own decomposition is of no use here: it has none for „ł” (`łódź` would become `odz`).
"""

import re
from collections.abc import Iterator
from itertools import combinations, product

_FOLDED = str.maketrans(
    "ąćęłńóśźżäöüáàâéèêëíîïôúùûçčďěňřšťůýžßăâșțőű",
    "acelnoszzaouaaaeeeeiiiouuuccdenrstuyzsaastou",
)
_MARKED = {
    "a": "ą",
    "c": "ć",
    "e": "ę",
    "l": "ł",
    "n": "ń",
    "o": "ó",
    "s": "ś",
    "z": "żź",
}
# Sequences that Polish spelling does not have: a soft consonant is written with „i” before a vowel, digraphs
# stay whole, nasal vowels open no word and follow no other vowel of their kind.
_IMPOSSIBLE = re.compile(
    r"[ćńśź][iaąeęoóuy]|[ćś]z|[cs][źż]|ćh|łi|^[ąęń]|[aąeęoóuy][ąę]|[ąę][aąeęoóuy]"
)
MAXIMUM_VARIANTS = 1_000
MAXIMUM_LETTERS = 24


def fold(text: str) -> str:
    """Lower-case letters without marks: „Zgłoszeniach” → „zgloszeniach”."""
    return text.lower().translate(_FOLDED)


def marked_variants(word: str) -> Iterator[str]:
    """Spellings with Polish marks that fold to `word`, those with fewest marks first, a bounded number."""
    places = [place for place, letter in enumerate(word) if letter in _MARKED]
    if len(word) > MAXIMUM_LETTERS:
        return
    tried = 0
    for marks in range(1, min(len(places), 5) + 1):
        for chosen in combinations(places, marks):
            for letters in product(*(_MARKED[word[place]] for place in chosen)):
                variant = list(word)
                for place, letter in zip(chosen, letters, strict=True):
                    variant[place] = letter
                spelling = "".join(variant)
                if _IMPOSSIBLE.search(spelling):
                    continue
                tried += 1
                if tried > MAXIMUM_VARIANTS:
                    return
                yield spelling
