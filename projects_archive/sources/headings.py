"""Which column holds what: headings of all known lists, compared without case, signs and units."""

import re
from collections.abc import Mapping, Sequence

from foundation.folding import fold
from projects_archive.sources.values import text_of

# Column → headings that mean it, folded.
MEANINGS: Mapping[str, Sequence[str]] = {
    "title": ("tytul projektu", "nazwa projektu"),
    "beneficiary": ("nazwa beneficjenta", "beneficjent"),
    "total": ("wartosc projektu", "wartosc ogolem", "calkowita wartosc projektu"),
    "eu": ("dofinansowanie z eu", "dofinansowanie z ue", "dofinansowanie ue", "wklad ue"),
    "multimedia": ("multimedia",),
    "domain": ("dziedzina",),
    "many_units": (
        "czy projekt jest realizowany na obszarze wiekszym niz jedna jednostka administracyjna",
        "wiele jednostek",
    ),
    "origin": ("zrodlo",),
    "description": ("opis projektu", "krotki opis projektu"),
    "contract": ("numer umowy decyzji", "numer umowy", "nr umowy", "numer umowy o dofinansowanie"),
    "fund": ("fundusz",),
    "programme": ("program", "program operacyjny"),
    "priority": ("priorytet", "os priorytetowa"),
    "measure": ("dzialanie",),
    "submeasure": ("poddzialanie",),
    "rate": ("unijny poziom dofinansowania w procentach", "poziom unijnego dofinansowania"),
    "place": ("miejsce realizacji projektu", "miejsce realizacji"),
    "start": ("data rozpoczecia projektu", "data rozpoczecia realizacji projektu"),
    "end": ("data zakonczenia projektu", "data zakonczenia realizacji projektu"),
    "category": ("kategoria wsparcia", "kategoria interwencji"),
    "nip": ("nip", "nip beneficjenta"),
    "regon": ("regon", "regon beneficjenta"),
}
COLUMN_OF = {heading: column for column, headings in MEANINGS.items() for heading in headings}
UNIT = re.compile(r"[\[(][^\])]*[\])]")

# How texts look after being read in the wrong encoding and saved so.
WRONGLY_READ = (
    ("cp1252", "cp1250"), ("iso-8859-1", "cp1250"), ("iso-8859-2", "cp1250"),
    ("mac_roman", "cp1250"), ("cp1251", "cp1250"), ("cp852", "cp1250"),
    ("cp1250", "utf-8"), ("cp1252", "utf-8"), ("iso-8859-2", "utf-8"),
)  # fmt: skip


def column_of(cell: object) -> str | None:
    """`total` for „Wartość projektu [zł]”; a bilingual heading counts by its first half."""
    heading = text_of(cell)
    for part in (heading, re.split(r"\s/\s|\n", str(cell or ""))[0]):
        found = COLUMN_OF.get(fold(UNIT.sub(" ", part)))
        if found:
            return found
    return None


def columns_of(cells: Sequence[object]) -> Mapping[str, int]:
    """Column → its place in the row, for a row of headings; the first of two alike counts."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        column = column_of(cell)
        if column:
            found.setdefault(column, place)
    return found


def were_read_wrongly(cells: Sequence[object]) -> bool:
    """Would these be headings of ours, had the file been read in its own encoding?"""
    shown = "\n".join(str(cell) for cell in cells if cell)
    if "\ufffd" in shown:
        return True
    for read_as, truly in WRONGLY_READ:
        repaired = shown.encode(read_as, "ignore").decode(truly, "ignore")
        if {"title", "total"} <= set(columns_of(repaired.split("\n"))):
            return True
    return False
