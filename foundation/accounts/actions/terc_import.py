"""Take over one state of the TERC register: territories, their periods, and governments."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from foundation.accounts.actions.terc_organisations import write_organisations
from foundation.accounts.models import RegisterState, Territory, TerritoryPeriod
from foundation.accounts.terc import Register, Run, Value, runs, understand
from foundation.accounts.terc_files import Row, read_rows

BATCH = 500
LEVELS = {2: Territory.Level.VOIVODESHIP, 4: Territory.Level.POWIAT, 6: Territory.Level.GMINA}
CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"


@dataclass
class TercImport:
    """What became of a file: an outcome for each unit's code, and counts of the offices' outcomes."""

    register: Register
    rows: Sequence[Row]
    outcomes: dict[str, str] = field(default_factory=dict)
    vanished: list[str] = field(default_factory=list)
    offices: Counter = field(default_factory=Counter)


def import_terc(content: bytes, *, file_name: str, at: datetime | None = None) -> TercImport:
    """Take over the register in `content`, whatever states are known already, older or newer.

    Periods are rebuilt from the values on all known dates, so the order of imports does not matter.
    Raises Refused, having changed nothing, for a file that is not a whole register.
    """
    rows = read_rows(content)
    register = understand(rows)
    result = TercImport(register, rows)
    with transaction.atomic():
        # Locked, so that two imports come one after the other.
        known = list(RegisterState.objects.select_for_update().values_list("state_on", flat=True))
        before = _history()
        after = _with_state(before, known, register)
        _write_territories(after, before, result)
        _write_periods(after, before)
        result.offices = write_organisations(after)
        _note_state(register, content, file_name, at or timezone.now())
    return result


def _history() -> dict[str, list[Run]]:
    history: dict[str, list[Run]] = {}
    fields = ("territory__terc", "name", "kind", "valid_from", "valid_to")
    for code, name, kind, start, end in TerritoryPeriod.objects.order_by(
        "territory__terc", "valid_from"
    ).values_list(*fields):
        history.setdefault(code, []).append(Run(Value(name, kind), start, end))
    return history


def _with_state(
    before: Mapping[str, Sequence[Run]], known: Sequence[date], register: Register
) -> dict[str, Sequence[Run]]:
    """The history of every territory once the register's date is among the known ones."""
    dates = sorted({*known, register.state_on})
    return {
        code: runs([(day, _value_on(code, day, before, register)) for day in dates])
        for code in sorted({*before, *register.units})
    }


def _value_on(
    code: str, day: date, before: Mapping[str, Sequence[Run]], register: Register
) -> Value | None:
    if day == register.state_on:
        return register.units.get(code)
    for run in before.get(code, ()):
        if run.valid_from <= day and (run.valid_to is None or day <= run.valid_to):
            return run.value
    return None


def _write_territories(
    after: Mapping[str, Sequence[Run]], before: Mapping[str, Sequence[Run]], result: TercImport
) -> None:
    existing = {territory.terc: territory for territory in Territory.objects.all()}
    for size, level in LEVELS.items():
        new = [
            Territory(
                terc=code,
                level=level,
                name=periods[-1].value.name,
                parent=existing.get(code[:-2]),
            )
            for code, periods in after.items()
            if len(code) == size and code not in existing and periods
        ]
        Territory.objects.bulk_create(new, BATCH)
        existing |= {territory.terc: territory for territory in new}
    renamed = []
    for code, periods in after.items():
        if periods and existing[code].name != periods[-1].value.name:
            existing[code].name = periods[-1].value.name
            renamed.append(existing[code])
    Territory.objects.bulk_update(renamed, ["name"], BATCH)
    for code, periods in after.items():
        _note_outcome(code, list(periods), before.get(code), result)


def _note_outcome(
    code: str, periods: list[Run], before: Sequence[Run] | None, result: TercImport
) -> None:
    if code in result.register.units:
        changed = UPDATED if before and periods != before else UNCHANGED
        result.outcomes[code] = changed if before else CREATED
    elif periods != before:
        result.vanished.append(code)


def _write_periods(after: Mapping[str, Sequence[Run]], before: Mapping[str, Sequence[Run]]) -> None:
    changed = [code for code, periods in after.items() if list(periods) != before.get(code)]
    ids = dict(Territory.objects.values_list("terc", "pk"))
    for start in range(0, len(changed), BATCH):
        batch = changed[start : start + BATCH]
        TerritoryPeriod.objects.filter(territory__terc__in=batch).delete()
        TerritoryPeriod.objects.bulk_create(
            TerritoryPeriod(
                territory_id=ids[code],
                name=run.value.name,
                kind=run.value.kind,
                valid_from=run.valid_from,
                valid_to=run.valid_to,
            )
            for code in batch
            for run in after[code]
        )


def _note_state(register: Register, content: bytes, file_name: str, at: datetime) -> None:
    digest = hashlib.sha256(content).hexdigest()
    if not RegisterState.objects.filter(state_on=register.state_on, sha256=digest).exists():
        RegisterState.objects.update_or_create(
            state_on=register.state_on,
            defaults={"sha256": digest, "file_name": file_name[:250], "imported_at": at},
        )
