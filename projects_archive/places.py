"""Where a project runs: the place text of the lists, resolved to territories by name."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from foundation.accounts.models import Territory
from foundation.folding import fold

NATIONWIDE = frozenset({"caly kraj", "cala polska", "obszar calego kraju"})
PART = re.compile(r"(WOJ|POW|GM)\s*\.\s*:\s*", re.IGNORECASE)
CITY = re.compile(r"^(m st|m|miasto|gmina miasto|gmina miejska|gmina)\s+(?=\w)")


@dataclass(frozen=True)
class PlaceName:
    """One place as written: `WOJ.: X, POW.: Y, GM.: Z`, from the right any part may be missing."""

    voivodeship: str = ""
    powiat: str = ""
    gmina: str = ""


@dataclass
class Resolved:
    """Territories found, and the pieces of text that named none for certain."""

    territories: set[int] = field(default_factory=set)
    unknown: list[str] = field(default_factory=list)


def is_nationwide(text: str) -> bool:
    return any(fold(piece) in NATIONWIDE for piece in re.split(r"[|;]", text))


def place_names(text: str) -> Sequence[tuple[str, PlaceName]]:
    """(text, name) of every place between `|`, whole-country phrases left out."""
    found = []
    for piece in text.split("|"):
        shown = piece.strip(" ,;")
        if not shown or fold(shown) in NATIONWIDE:
            continue
        marks = PART.split(shown)
        parts = {
            mark.upper(): value.strip(" ,;")
            for mark, value in zip(marks[1::2], marks[2::2], strict=True)
        }
        name = PlaceName(parts.get("WOJ", ""), parts.get("POW", ""), parts.get("GM", ""))
        found.append((shown, name))
    return found


class PlaceIndex:
    """All territories by folded name, read once for an import."""

    def __init__(self, territories: Iterable[tuple[int, str, str]]) -> None:
        """`territories` are (primary key, TERC code, name)."""
        self._voivodeships: dict[str, str] = {}
        self._powiats: dict[tuple[str, str], str] = {}
        self._gminas: dict[str, list[str]] = defaultdict(list)
        self._keys: dict[str, int] = {}
        self._codes: dict[int, str] = {}
        for key, terc, name in territories:
            self._keys[terc], self._codes[key] = key, terc
            folded = _bare(name)
            if len(terc) == 2:
                self._voivodeships[folded] = terc
            elif len(terc) == 4:
                self._powiats[terc[:2], folded] = terc
            else:
                self._gminas[folded].append(terc)

    @classmethod
    def from_register(cls) -> "PlaceIndex":
        return cls(Territory.objects.values_list("pk", "terc", "name"))

    def resolve(self, text: str) -> Resolved:
        """Every place of `text`; what names two territories alike stays with the larger one above them."""
        resolved = Resolved()
        for shown, name in place_names(text):
            terc, is_whole = self._find(name)
            if terc:
                resolved.territories.add(self._keys[terc])
            if not is_whole:
                resolved.unknown.append(shown)
        return resolved

    def voivodeships_of(self, territories: Iterable[int]) -> set[str]:
        """Two digits of the voivodeship of each territory."""
        return {self._codes[key][:2] for key in territories}

    def _find(self, name: PlaceName) -> tuple[str, bool]:
        """(code of what was found for certain, whether all that was named was found)."""
        voivodeship = self._voivodeships.get(_bare(name.voivodeship), "")
        if not voivodeship:
            return "", False
        powiat = self._powiats.get((voivodeship, _bare(name.powiat)), "") if name.powiat else ""
        if name.powiat and not powiat:
            return voivodeship, False
        if not name.gmina:
            return powiat or voivodeship, True
        within = [
            terc for terc in self._gminas.get(_bare(name.gmina), ())
            if terc.startswith(powiat or voivodeship)
        ]  # fmt: skip
        if len(within) == 1:
            return within[0], True
        as_city = "" if powiat else self._powiats.get((voivodeship, _bare(name.gmina)), "")
        return (as_city, True) if as_city else (powiat or voivodeship, False)


def _bare(name: str) -> str:
    """Folded, without „m.”, „gmina” and the like before the name."""
    return CITY.sub("", fold(name))


def voivodeships_by_key() -> Mapping[str, int]:
    """Two digits → primary key."""
    rows = Territory.objects.filter(level=Territory.Level.VOIVODESHIP)
    return dict(rows.values_list("terc", "pk"))
