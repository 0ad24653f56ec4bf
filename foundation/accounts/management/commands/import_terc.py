"""Territories and governments from the TERC register."""

import json
from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from foundation.accounts.actions.terc_import import (
    CREATED,
    UNCHANGED,
    UPDATED,
    TercImport,
    import_terc,
)
from foundation.accounts.models import TerritoryPeriod
from foundation.accounts.terc_files import Refused

Kind = TerritoryPeriod.Kind
GROUPS = {
    "gminas": {Kind.URBAN, Kind.RURAL, Kind.URBAN_RURAL},
    "powiats that are not cities": {Kind.POWIAT},
    "cities with powiat rights": {Kind.CITY_POWIAT},
    "voivodeships": {Kind.VOIVODESHIP},
}


class Command(BaseCommand):
    help = "Import the TERC register (CSV or XML, official or address variant). Repeating it changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--report", type=Path, help="write one JSON line per row to this file")

    def handle(self, *, file: Path, report: Path | None, **options) -> None:
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        self.progress(f"{file.name}: reading …")
        try:
            result = import_terc(content, file_name=file.name)
        except Refused as refused:
            self.write_report(report, self.refusals(file, refused))
            reasons = "\n".join(f"  {p.row or '–'}: {p.reason}" for p in refused.problems[:20])
            raise CommandError(
                _("%(file)s was refused, nothing was changed.") % {"file": file.name}
                + f"\n{reasons}"
            ) from refused
        self.write_report(report, self.lines(file, result))
        self.print_totals(result)

    def progress(self, text: str) -> None:
        if self.stderr.isatty():
            self.stderr.write(text)

    def write_report(self, report: Path | None, lines: list[dict[str, str]]) -> None:
        if report:
            text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
            report.write_text(text, encoding="utf-8")

    def refusals(self, file: Path, refused: Refused) -> list[dict[str, str]]:
        return [
            {"source": f"{file.name}:{p.row}", "outcome": "refused", "reason": p.reason}
            for p in refused.problems
        ]

    def lines(self, file: Path, result: TercImport) -> list[dict[str, str]]:
        """One object per row; a part (town, country, district) is taken with its whole."""
        lines = []
        for row in result.rows:
            code = result.register.code_of_row[row.number]
            is_part = row.kind in ("4", "5", "8", "9")
            lines.append(
                {
                    "source": f"{file.name}:{row.number}",
                    "outcome": result.outcomes[code],
                    "reason": f"part of {code}" if is_part else "",
                    "terc": row.terc + row.kind,
                    "name": row.name,
                }
            )
        return lines

    def print_totals(self, result: TercImport) -> None:
        self.stdout.write(f"TERC {result.register.state_on:%Y-%m-%d}: {len(result.rows)} rows")
        for title, kinds in GROUPS.items():
            codes = [code for code, unit in result.register.units.items() if unit.kind in kinds]
            self.stdout.write(f"  {len(codes)} {title}" + _outcomes(result, codes))
        self.stdout.write(f"  {len(result.vanished)} changed though not in this file")
        total = sum(result.offices.values())
        self.stdout.write(f"  {total} governments{_counts(result.offices)}")


def _outcomes(result: TercImport, codes: list[str]) -> str:
    return _counts(Counter(result.outcomes[code] for code in codes))


def _counts(counts: Counter) -> str:
    return ": " + ", ".join(f"{counts[key]} {key}" for key in (CREATED, UPDATED, UNCHANGED))
