"""Where words begin and end, with what Polish offices write: hyphens, apostrophes, citations, numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Case endings that follow a hyphen or an apostrophe: ePUAP-em, PDF-ów, ransomware'u.
_ENDINGS = "a u y i e em om ie ów ach ami owi owie owy owa owe ego emu ą ę ką cie cie"
_LOOSE_ENDINGS = frozenset(_ENDINGS.split())
UNITS = {
    "art": "art",
    "§": "§",
    "par": "§",
    "paragraf": "§",
    "ust": "ust",
    "pkt": "pkt",
    "lit": "lit",
}

_TOKEN = re.compile(
    r"""
    (?P<citation>(?:§|\b(?:art|par|ust|pkt|lit)\b\.?|\bparagraf\b)\s{0,3}\d{1,4}[a-z]{0,3}
        (?:,?\s{0,3}(?:ust|pkt|lit)\b\.?\s{0,3}(?:\d{1,4}[a-z]{0,3}|[a-z])\b){0,4})
    | (?P<address>[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,6})
    | (?P<code>\w{1,40}(?:[./-]\w{1,40}){1,12})
    | (?P<word>\w{1,64}(?:['’]\w{1,8})?)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CITED = re.compile(r"(§|[a-z]+)\.?\s*(\d+[a-z]*|[a-z]\b)", re.IGNORECASE)
_PART = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word as written, and where; `is_code` is taken as it stands, with no dictionary form."""

    text: str
    start: int
    end: int
    is_code: bool = False


def tokenise(text: str) -> Iterator[Token]:
    """Tokens of `text` in their order; a citation also as its beginnings: § 19, § 19 ust. 2."""
    for found in _TOKEN.finditer(text):
        kind, start, end = found.lastgroup, *found.span()
        if kind == "word":
            yield Token(_without_loose_ending(found[0]), start, end)
        elif kind == "citation":
            yield from _citation(found[0], start, end)
        elif kind == "address" or any(letter.isdigit() for letter in found[0]):
            yield Token(found[0].lower(), start, end, is_code=True)
            yield from _parts(found[0], start)
        else:
            yield from _compound(found[0], start, end)


def _without_loose_ending(word: str) -> str:
    for mark in "'’":
        word = word.partition(mark)[0]
    return word.strip("_")


def _citation(text: str, start: int, end: int) -> Iterator[Token]:
    code = ""
    for unit, number in _CITED.findall(text):
        code += UNITS.get(unit.lower(), unit.lower()) + number.lower()
        yield Token(code, start, end, is_code=True)


def _parts(text: str, start: int) -> Iterator[Token]:
    for part in _PART.finditer(text):
        yield Token(part[0], start + part.start(), start + part.end())


def _compound(text: str, start: int, end: int) -> Iterator[Token]:
    """„e-Doręczenia” as one word and by its parts, „ePUAP-em” without its ending."""
    parts = list(_parts(text, start))
    if "-" in text and parts[-1].text.lower() in _LOOSE_ENDINGS:
        parts.pop()
    if len(parts) == 2 and len(parts[0].text) == 1 and "-" in text:
        yield Token(parts[0].text + parts[1].text, start, end)
    yield from parts
