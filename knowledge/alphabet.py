"""Order of the Polish alphabet: ą after a, ł after l, digits and signs first."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import TypeVar

ALPHABET = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
OTHER = "#"  # what begins with no letter

Item = TypeVar("Item")


def alphabetical(name: str) -> tuple[Sequence[int], str]:
    """The key to sort by; a quotation mark at the beginning does not count."""
    plain = _plain(name)
    return [ALPHABET.find(sign) for sign in plain], plain


def first_letter(name: str) -> str:
    first = _plain(name)[:1]
    return first.upper() if first and first in ALPHABET else OTHER


def by_letter(
    items: Iterable[Item], name_of: Callable[[Item], str]
) -> Sequence[tuple[str, Sequence[Item]]]:
    """(letter, its items), both in order."""
    ordered = sorted(items, key=lambda item: alphabetical(name_of(item)))
    grouped = groupby(ordered, key=lambda item: first_letter(name_of(item)))
    return [(letter, list(group)) for letter, group in grouped]


def _plain(name: str) -> str:
    return name.lower().lstrip("„”\"'«( ")
