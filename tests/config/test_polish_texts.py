"""The Polish catalogue: complete, right in every number, one word for one thing, gendering no reader."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation import ngettext, override

CATALOGUE = polib.pofile(str(Path(settings.BASE_DIR) / "locale/pl/LC_MESSAGES/django.po"))
NAMED = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\}")
# What is not said, and what is said instead.
INSTEAD: Mapping[str, str] = {
    r"odnośnik|odsyłacz": "link",
    r"kierując\w+ urzęd": "kierownik urzędu",
    r"\btrener": "prowadzący",
    r"życze[nń]": "chęć udziału, chętni",
    r"\bpocztą\b": "e-mailem",
    r"\bnot[kc]\w+\b": "opis zmiany",
    r"\bzegar (?:stoi|biegnie)": "termin wstrzymany",
    r"punkt\w* wsparcia": "Punkt Wsparcia",
    r"\((?:angielski|polski)\)": "(po angielsku), (po polsku)",
}
GENDERED = re.compile(r"\w(?:łeś|łaś)\b|\(-?[ao]m?\)|\bpowinieneś|\bpowinnaś", re.IGNORECASE)


def texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def named(text: str) -> frozenset[str]:
    return frozenset(NAMED.findall(text))


def everything() -> Iterator[str]:
    for entry in CATALOGUE:
        yield from texts(entry)


def test_every_text_is_translated_with_all_it_names() -> None:
    wrong = [
        entry.msgid
        for entry in CATALOGUE
        if not entry.translated()
        or not {named(text) for text in texts(entry)}
        <= {named(entry.msgid), named(entry.msgid_plural or entry.msgid)}
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((1,), "strona"),
        ((2, 3, 4, 22, 33, 104), "strony"),
        ((0, 5, 11, 12, 13, 14, 21, 25, 112, 114), "stron"),
    ],
)
def test_a_number_takes_its_form(numbers: tuple[int, ...], words: str) -> None:
    with override("pl"):
        said = [ngettext("%(counter)s page", "%(counter)s pages", n) for n in numbers]

    assert said == [f"%(counter)s {words}"] * len(numbers)


@pytest.mark.parametrize("pattern", INSTEAD, ids=INSTEAD.values())
def test_one_thing_has_one_word(pattern: str) -> None:
    assert [text for text in everything() if re.search(pattern, text)] == []


def test_no_reader_is_taken_for_a_man_or_a_woman() -> None:
    assert [text for text in everything() if GENDERED.search(text)] == []


def test_quotes_are_polish() -> None:
    bare = [re.sub(r"<[^>]+>", "", text) for text in everything()]

    assert [text for text in bare if re.search(r"[\"“]", text)] == []
