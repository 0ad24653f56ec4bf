"""Write one batch of rows: source rows, refusals, lines, places, projects; all or nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from foundation.bulk import overwrite
from projects_archive.models import (
    FundingLine,
    ImportRun,
    ProjectList,
    ProjectPlace,
    RefusedRow,
    SourceRow,
)
from projects_archive.natural_persons import FORGOTTEN, without_name
from projects_archive.register import Reading
from projects_archive.sources.rows import ListRow

CREATED, UPDATED, UNCHANGED, REFUSED = "created", "updated", "unchanged", "refused"
# A person's verdict outlives every later edition.
JUDGED_COLUMNS = frozenset({"verdict", "rule", "words"})


@dataclass(frozen=True)
class Outcome:
    """What became of one row."""

    number: int
    outcome: str
    reason: str = ""


@dataclass
class Batch:
    """Rows of one transaction, with what the archive already knows of them."""

    run: ImportRun
    lists: dict[str, ProjectList]
    readings: Sequence[Reading]
    refused: Sequence[ListRow]

    def write(self) -> tuple[Sequence[Outcome], Sequence[FundingLine]]:
        """Write the batch. Returns what became of each row, and the lines that changed."""
        rows = self._keep_source_rows()
        outcomes = self._refuse(rows)
        known = FundingLine.objects.in_bulk(
            [reading.identified.identity for reading in self.readings], field_name="identity"
        )
        fresh, moved, changed = [], [], []
        for reading in self.readings:
            line = known.get(reading.identified.identity)
            if line is None:
                line = self._new_line(reading, rows)
                fresh.append(line)
                outcome = CREATED
            else:
                outcome = self._update_line(line, reading, rows, moved)
            if outcome in (CREATED, UPDATED):
                changed.append(line)
            outcomes.append(Outcome(reading.identified.row.number, outcome, _remark(reading)))
        FundingLine.objects.bulk_create(fresh)
        overwrite(moved, MOVED_COLUMNS)
        replaced = self._write_places({**known, **{line.identity: line for line in fresh}})
        changed = {line.identity: line for line in [*changed, *replaced]}
        return self._with_places(outcomes, replaced), list(changed.values())

    def _keep_source_rows(self) -> dict[int, int]:
        """Row number → primary key; rows kept by an earlier run of this file stay as they are."""
        rows = [*(reading.identified.row for reading in self.readings), *self.refused]
        numbers = [row.number for row in rows]
        kept = SourceRow.objects.filter(sha256=self.run.sha256, row_number__in=numbers)
        known = set(kept.values_list("row_number", flat=True))
        nameless = {
            reading.identified.row.number
            for reading in self.readings
            if reading.columns["beneficiary_name"] == FORGOTTEN
        }
        SourceRow.objects.bulk_create(
            SourceRow(
                sha256=self.run.sha256,
                row_number=row.number,
                run=self.run,
                raw=without_name(row.raw) if row.number in nameless else row.raw,
            )
            for row in sorted(rows, key=lambda row: row.number)
            if row.number not in known
        )
        return dict(kept.all().values_list("row_number", "pk"))

    def _refuse(self, rows: dict[int, int]) -> list[Outcome]:
        refusals = [
            RefusedRow(
                run=self.run,
                source_row_id=rows[row.number],
                reason=row.problem,
                detail=row.detail[:200],
            )
            for row in self.refused
        ]
        RefusedRow.objects.bulk_create(refusals, ignore_conflicts=True)
        return [
            Outcome(row.number, REFUSED, f"{row.problem.label}: {row.detail}".rstrip(": "))
            for row in self.refused
        ]

    def _new_line(self, reading: Reading, rows: dict[int, int]) -> FundingLine:
        row = reading.identified.row
        return FundingLine(
            identity=reading.identified.identity,
            project_list=self.lists[row.facts.list_key],
            source_row_id=rows[row.number],
            seen_in=self.run,
            **reading.columns,
        )

    def _update_line(
        self, line: FundingLine, reading: Reading, rows: dict[int, int], moved: list[FundingLine]
    ) -> str:
        if self.run.is_selection and line.seen_in_id != self.run.pk:
            return UNCHANGED  # the whole list knows better than a selection from it
        held = JUDGED_COLUMNS if line.is_judged_by_people else frozenset()
        new = {name: value for name, value in reading.columns.items() if name not in held}
        differs = line.vanished_in_id is not None or any(
            getattr(line, name) != value for name, value in new.items()
        )
        source_row_id = rows[reading.identified.row.number]
        if differs or line.seen_in_id != self.run.pk or line.source_row_id != source_row_id:
            for name, value in new.items():
                setattr(line, name, value)
            line.seen_in, line.source_row_id, line.vanished_in = self.run, source_row_id, None
            moved.append(line)
        return UPDATED if differs else UNCHANGED

    def _write_places(self, lines: dict[str, FundingLine]) -> Sequence[FundingLine]:
        """Make the places of every line those of its row. Returns known lines whose places changed."""
        held: dict[int, dict[int, str]] = {line.pk: {} for line in lines.values()}
        for key, territory, origin in ProjectPlace.objects.filter(line__in=held).values_list(
            "line_id", "territory_id", "origin"
        ):
            held[key][territory] = origin
        added, removed, touched = [], [], []
        for reading in self.readings:
            line = lines[reading.identified.identity]
            if self.run.is_selection and line.seen_in_id != self.run.pk:
                continue
            wanted = _wanted_places(reading)
            if wanted == held[line.pk]:
                continue
            touched.append(line)
            removed.append(line.pk)
            added += [
                ProjectPlace(line=line, territory_id=territory, origin=origin)
                for territory, origin in wanted.items()
            ]
        ProjectPlace.objects.filter(line__in=removed).delete()
        ProjectPlace.objects.bulk_create(added)
        return touched

    def _with_places(
        self, outcomes: Iterable[Outcome], touched: Sequence[FundingLine]
    ) -> Sequence[Outcome]:
        """A row whose places alone changed was updated too."""
        identities = {line.identity for line in touched}
        numbers = {
            reading.identified.row.number
            for reading in self.readings
            if reading.identified.identity in identities
        }
        return sorted(
            (
                Outcome(one.number, UPDATED, one.reason)
                if one.outcome == UNCHANGED and one.number in numbers
                else one
                for one in outcomes
            ),
            key=lambda one: one.number,
        )


def _remark(reading: Reading) -> str:
    unknown = "; ".join(reading.places.unknown)
    return _("place not recognised for certain: %(place)s") % {"place": unknown} if unknown else ""


def _wanted_places(reading: Reading) -> dict[int, str]:
    origin = ProjectPlace.Origin
    seats = dict.fromkeys(reading.seats, str(origin.SEAT))
    return seats | dict.fromkeys(reading.places.territories, str(origin.LIST))


MOVED_COLUMNS = (
    "title", "description", "contract_number", "beneficiary_name", "beneficiary_kind", "total_value",
    "eu_contribution", "started_on", "ended_on", "period", "programme", "fund", "domain", "verdict",
    "rule", "words", "organisation", "matched_by", "fingerprint", "place_text", "is_nationwide",
    "seen_in", "source_row", "vanished_in",
)  # fmt: skip
