"""From territories to the governments that people know by name. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from foundation.accounts.models import Organisation, TerritoryPeriod
from foundation.accounts.terc import Run

Kind = TerritoryPeriod.Kind
CAPITAL = "1465"


@dataclass(frozen=True)
class Office:
    """One government: its territories (the first names it), and whether the newest register has it."""

    codes: tuple[str, ...]
    name: str
    kind: str
    location: str
    is_active: bool


def offices(history: Mapping[str, Sequence[Run]]) -> Sequence[Office]:
    """The government of every territory that ever was; a city with powiat rights is one, with two."""
    last = {code: periods[-1] for code, periods in history.items() if periods}
    former = _former_codes(last)
    taken_over = {code for codes in former.values() for code in codes}
    found = []
    for code, run in sorted(last.items()):
        if code in taken_over or _is_city_gmina(code, last):
            continue
        codes = [code, *former.get(code, ())]
        if run.value.kind == Kind.CITY_POWIAT:
            inside = [c for c in last if len(c) == 6 and c.startswith(code)]
            codes += inside + [old for c in inside for old in former.get(c, ())]
        found.append(_office(tuple(codes), run, last))
    return found


def _is_city_gmina(code: str, last: Mapping[str, Run]) -> bool:
    above = last.get(code[:4]) if len(code) == 6 else None
    return above is not None and above.value.kind == Kind.CITY_POWIAT


def _former_codes(last: Mapping[str, Run]) -> Mapping[str, Sequence[str]]:
    """Old codes of gminas that live on under a new one: same name and voivodeship, one after the other.

    A gmina changes its code when it moves to another powiat or becomes a city with powiat rights.
    """
    gone = [code for code, run in last.items() if len(code) == 6 and run.valid_to]
    new: dict[tuple[str, str], list[str]] = {}
    for code, run in last.items():
        if len(code) == 6 and not run.valid_to:
            new.setdefault((code[:2], run.value.name), []).append(code)
    former: dict[str, list[str]] = {}
    for code in gone:
        run = last[code]
        heirs = new.get((code[:2], run.value.name), [])
        heirs = [heir for heir in heirs if _follows(last[heir].valid_from, run.valid_to)]
        if len(heirs) == 1:
            former.setdefault(heirs[0], []).append(code)
    return {heir: codes for heir, codes in former.items() if len(codes) == 1}


def _follows(start: date, end: date) -> bool:
    return (start - end).days == 1


def _office(codes: tuple[str, ...], run: Run, last: Mapping[str, Run]) -> Office:
    name, kind = _named(codes[0], run.value.name, run.value.kind)
    above = [
        f"powiat {last[codes[0][:4]].value.name}" if len(codes[0]) == 6 else "",
        f"woj. {last[codes[0][:2]].value.name}" if len(codes[0]) > 2 else "",
    ]
    location = ", ".join(part for part in above if part)
    return Office(codes, name, kind, location, run.valid_to is None)


def _named(code: str, name: str, kind: str) -> tuple[str, str]:
    if kind == Kind.VOIVODESHIP:
        return f"Województwo {name}", Organisation.Kind.VOIVODESHIP
    if kind == Kind.POWIAT:
        return f"Powiat {name}", Organisation.Kind.POWIAT
    if kind == Kind.CITY_POWIAT:
        prefix = "Miasto Stołeczne" if code == CAPITAL else "Miasto"
        return f"{prefix} {name}", Organisation.Kind.CITY_POWIAT
    prefix = "Miasto" if kind == Kind.URBAN else "Gmina"
    return f"{prefix} {name}", Organisation.Kind.GMINA
