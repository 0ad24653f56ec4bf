"""Take names and data of people out of a text, pure: for what leaves a ticket into the open.

It is a proposal: whoever publishes sees what was taken out and reads the rest. Polish names change
their endings, so a name is recognised by its stem in a word that begins with a capital letter.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

PERSON, EMAIL, PHONE, NUMBER, OFFICE = (
    "[imię i nazwisko]",
    "[adres e-mail]",
    "[telefon]",
    "[numer]",
    "[urząd]",
)
LONGEST = 100_000  # characters that are looked at; the rest is refused by the forms

MAIL_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
# PESEL, account numbers and other long rows of digits, with spaces or hyphens between.
LONG_NUMBER = re.compile(r"(?<![\w/])(?:PL ?)?\d(?:[ -]?\d){10,33}(?![\w/])")
PHONE_NUMBER = re.compile(r"(?<![\w/])(?:\(?\d{2}\)?[ -]?)?\d{3}[ -]?\d{2,3}[ -]?\d{2,3}(?![\w/-])")
FOREIGN_PHONE = re.compile(r"\+\d{2}(?:[ -]?\d{2,3}){3,4}(?![\w/-])")
VOWELS = "aeiouyąęó"
# Endings of Polish nouns and adjectives in all cases.
ENDING = (
    r"(?:k?(?:iego|iemu|iej|imi|ich|im|ie|i|a|ą|ę)|ce|cy|owie|owi|ową|owej|owa|ego|emu|iem|em|ami"
    r"|ach|om|ów|ej|zie|ze|u|y|o)?"
)


@dataclass(frozen=True)
class Cleaned:
    """The text without what was found, and every piece that was taken out, in order."""

    text: str
    taken: Sequence[str]


def clean(text: str, *, people: Iterable[str] = (), offices: Iterable[str] = ()) -> Cleaned:
    """Replace names of `people` and `offices`, addresses, phones and long numbers by words."""
    taken: list[str] = []

    def replace(pattern: re.Pattern, by: str, where: str) -> str:
        def note(match: re.Match) -> str:
            taken.append(match[0])
            return by

        return pattern.sub(note, where)

    text = replace(MAIL_ADDRESS, EMAIL, text[:LONGEST])
    for office in sorted(set(offices), key=len, reverse=True):
        if office.strip():
            text = replace(_office(office), OFFICE, text)
    if stems := sorted({stem for name in people for stem in _stems(name)}, key=len, reverse=True):
        word = rf"(?:{'|'.join(map(re.escape, stems))}){ENDING}"
        text = replace(re.compile(rf"\b{word}\b(?:[ -]{word}\b)*"), PERSON, text)
    text = replace(FOREIGN_PHONE, PHONE, text)
    text = replace(LONG_NUMBER, NUMBER, text)
    return Cleaned(replace(PHONE_NUMBER, PHONE, text), taken)


def _stems(name: str) -> Iterable[str]:
    """What stays of each part of a name in every case: „Nowak”, „Mark” of „Marek”, „Zielińs”."""
    for part in re.split(r"[\s-]+", name):
        if len(part) > 2 and part[0].isupper():
            yield _stem(part)
            if part.endswith(("ek", "iec", "eł")):
                yield part[:-2] + part[-1]
            if part.endswith(("t", "ta")):
                yield part.removesuffix("a")[:-1] + "c"


def _stem(part: str) -> str:
    if part.endswith(("ski", "cki", "dzki", "ska", "cka", "dzka")):
        return part[:-2]
    return part[:-1] if part[-1] in VOWELS else part


def _office(name: str) -> re.Pattern:
    """An office by its name, each word with any ending: „Gminy Dobrej” for „Gmina Dobra”."""
    words = [re.escape(_stem(word)) + ENDING for word in name.split()]
    return re.compile(r"\b" + r"\s+".join(words) + r"\b", re.IGNORECASE)
