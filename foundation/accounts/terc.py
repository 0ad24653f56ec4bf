"""The TERC register understood: rows in, units and their history out. Pure.

The official variant has a row of type 3 for an urban-rural gmina beside its parts (4 town, 5 country),
and a row of type 1 for cities with districts (8 Warszawa, 9 elsewhere). The address variant has only
the parts; the whole is put together from them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils.translation import gettext as _

from foundation.accounts.models import TerritoryPeriod
from foundation.accounts.terc_files import Problem, Refused, Row

Kind = TerritoryPeriod.Kind

VOIVODESHIPS = 16
# How many there can be: 2,489 gminas and 373 powiats in 1999, 2,479 and 380 in 2026.
GMINAS = range(2_300, 2_700)
POWIATS = range(350, 420)
TOWN, COUNTRY, DISTRICTS = "4", "5", ("8", "9")


@dataclass(frozen=True)
class Value:
    """What the register says of a territory on a day."""

    name: str
    kind: str


@dataclass(frozen=True)
class Register:
    """One state of the register: values by code, and the code that each row speaks of."""

    state_on: date
    units: Mapping[str, Value]
    code_of_row: Mapping[int, str]


@dataclass(frozen=True)
class Run:
    """One value from one day to another, both included; an open end is None."""

    value: Value
    valid_from: date
    valid_to: date | None


def understand(rows: Sequence[Row]) -> Register:
    """Make one state of the register from its rows; raise Refused where they are not a whole register."""
    dates = {row.state_on for row in rows}
    if len(dates) != 1:
        raise Refused([Problem(0, _("The rows are of several dates; a register has one."))])
    problems = list(_doubles(rows))
    units: dict[str, Value] = {}
    for row in rows:
        if row.kind in ("", Kind.URBAN, Kind.RURAL, Kind.URBAN_RURAL):
            if row.terc in units:
                reason = _("The code %(code)s stands twice.") % {"code": row.terc}
                problems.append(Problem(row.number, reason))
            units[row.terc] = _value(row)
    code_of_row = {row.number: _whole(row, units) for row in rows}
    problems += _put_together(rows, units, code_of_row)
    problems += _incomplete(units)
    if problems:
        raise Refused(problems)
    return Register(dates.pop(), units, code_of_row)


def runs(values: Sequence[tuple[date, Value | None]]) -> Sequence[Run]:
    """Periods of one territory from its value on each known date, oldest first; None is „not there”.

    A period begins on the first date that shows it and ends on the day before the first that does not.
    """
    found = []
    for value, group in groupby(enumerate(values), key=lambda item: item[1][1]):
        if value is not None:
            positions = [position for position, _pair in group]
            after = positions[-1] + 1
            end = values[after][0] - timedelta(days=1) if after < len(values) else None
            found.append(Run(value, values[positions[0]][0], end))
    return found


def _doubles(rows: Sequence[Row]) -> Iterable[Problem]:
    seen = set()
    for row in rows:
        if (row.terc, row.kind) in seen and row.kind not in ("", "1", "2", "3"):
            reason = _("The code %(code)s stands twice.") % {"code": row.terc + row.kind}
            yield Problem(row.number, reason)
        seen.add((row.terc, row.kind))


def _value(row: Row) -> Value:
    if len(row.terc) == 2:
        return Value(row.name.lower(), Kind.VOIVODESHIP)
    if len(row.terc) == 6:
        return Value(row.name, Kind(row.kind))
    # The register numbers cities with powiat rights from 61.
    is_city = "na prawach powiatu" in row.description or int(row.terc[2:]) > 60
    return Value(row.name, Kind.CITY_POWIAT if is_city else Kind.POWIAT)


def _whole(row: Row, units: Mapping[str, Value]) -> str:
    """The code of the unit that a row speaks of: a district speaks of its city."""
    if row.kind in DISTRICTS:
        cities = [code for code in units if len(code) == 6 and code.startswith(row.terc[:4])]
        return cities[0] if cities else row.terc[:4] + "01"
    return row.terc


def _put_together(
    rows: Sequence[Row], units: dict[str, Value], code_of_row: Mapping[int, str]
) -> Iterable[Problem]:
    """Add the wholes that the address variant leaves out; say where a part has none."""
    orphans = [row for row in rows if code_of_row[row.number] not in units]
    for row in orphans:
        code = code_of_row[row.number]
        if row.kind == TOWN:
            units[code] = Value(row.name, Kind.URBAN_RURAL)
        elif row.kind in DISTRICTS and code not in units and code[:4] in units:
            units[code] = Value(units[code[:4]].name, Kind.URBAN)
    for row in orphans:
        if code_of_row[row.number] not in units:
            reason = _("“%(name)s” is a part of a unit that is not in the file.")
            yield Problem(row.number, reason % {"name": row.name})


def _incomplete(units: Mapping[str, Value]) -> Iterable[Problem]:
    missing = sorted({code[:-2] for code in units if len(code) > 2} - set(units))
    if missing:
        codes = ", ".join(missing[:5])
        yield Problem(0, _("Units above others are missing: %(codes)s.") % {"codes": codes})
    inhabited = {code[:4] for code in units if len(code) == 6}
    empty = sorted(code for code in units if len(code) == 4 and code not in inhabited)
    if empty:
        codes = ", ".join(empty[:5])
        yield Problem(0, _("Powiats without a gmina: %(codes)s.") % {"codes": codes})
    counts = {size: sum(len(code) == size for code in units) for size in (2, 4, 6)}
    if counts[2] != VOIVODESHIPS or counts[4] not in POWIATS or counts[6] not in GMINAS:
        reason = _(
            "This is not the whole register: %(voivodeships)d voivodeships, %(powiats)d powiats "
            "and %(gminas)d gminas."
        )
        numbers = {"voivodeships": counts[2], "powiats": counts[4], "gminas": counts[6]}
        yield Problem(0, reason % numbers)
