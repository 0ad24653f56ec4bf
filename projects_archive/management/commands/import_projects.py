"""Take a public list of funded projects into the archive."""

import json
from argparse import ArgumentParser
from contextlib import nullcontext
from decimal import Decimal
from pathlib import Path
from typing import TextIO

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects_archive.batches import CREATED, REFUSED, UNCHANGED, UPDATED, Outcome
from projects_archive.importing import ImportResult, import_list
from projects_archive.models import Period
from projects_archive.sources.detection import ProjectSource, open_list
from projects_archive.sources.rows import UnreadableList

OUTCOMES_SHOWN = 10  # refused rows named on the terminal; the report has them all


class Command(BaseCommand):
    help = "Import a list of EU-funded projects: CSV (windows-1250 or UTF-8) or XLSX (2021–2027)."
    requires_system_checks = ()  # they load every page of the product, which takes 40 MB

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--report", type=Path, help="JSON lines: what became of each row")
        parser.add_argument("--list", default="", help="key of the list this file is an edition of")
        parser.add_argument("--period", default="", choices=["", *Period.values])
        parser.add_argument("--fund", default="", help="fund, where the file's name does not say")
        parser.add_argument(
            "--whole", action="store_true", help="the file is the whole list, however much is gone"
        )

    def handle(self, *args, **options) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(_("There is no file %(path)s.") % {"path": path})
        self.refused: list[Outcome] = []
        try:
            source = open_list(
                path, list_key=options["list"], period=options["period"], fund=options["fund"]
            )
            report = options["report"].open("w") if options["report"] else nullcontext()
            with report as lines:
                result = import_list(
                    source,
                    is_whole=options["whole"],
                    progress=self.show_progress,
                    report=lambda outcome: self.note(source, outcome, lines),
                )
        except UnreadableList as refusal:
            reason = _("%(file)s was refused: %(reason)s") % {"file": path.name, "reason": refusal}
            if options["report"]:
                options["report"].write_text(_json_line(path.name, "refused", str(refusal)))
            unchanged = _("Nothing was changed.")
            raise CommandError(f"{reason} {unchanged}") from refusal
        self.show_result(source, result)

    def note(self, source: ProjectSource, outcome: Outcome, lines: TextIO | None) -> None:
        if outcome.outcome == REFUSED and len(self.refused) < OUTCOMES_SHOWN:
            self.refused.append(outcome)
        if lines:
            name = f"{source.file_name}:{outcome.number}"
            lines.write(_json_line(name, outcome.outcome, outcome.reason))

    def show_progress(self, stage: str, done: int, total: int) -> None:
        if self.stderr.isatty():
            what = _("reading") if stage == "survey" else _("writing")
            self.stderr.write(f"\r{what}: {done}{f' / {total}' if total else ''} ", ending="")

    def show_result(self, source: ProjectSource, result: ImportResult) -> None:
        if self.stderr.isatty():
            self.stderr.write("")
        edition = source.edition_text or _("edition not dated")
        self.stdout.write(f"{source.file_name}: {result.run.project_list} ({edition})")
        survey, counts = result.survey, result.counts
        self.stdout.write(
            ngettext("%(count)d row read.", "%(count)d rows read.", survey.rows)
            % {"count": survey.rows}
        )
        for outcome in (CREATED, UPDATED, UNCHANGED, REFUSED):  # the words of the report
            self.stdout.write(f"  {outcome}: {counts[outcome]}")
        self.stdout.write(f"  vanished: {result.vanished}")
        self.stdout.write(f"{_('Value of the projects')}: {_money(survey.total_value)}")
        self.stdout.write(f"{_('EU contribution')}: {_money(survey.eu_contribution)}")
        for outcome in self.refused:
            self.stdout.write(
                _("row %(number)d: %(reason)s")
                % {"number": outcome.number, "reason": outcome.reason}
            )
        if not result.has_changed:
            self.stdout.write(_("Nothing has changed since the last import of this file."))


def _json_line(source: str, outcome: str, reason: str) -> str:
    entry = {"source": source, "outcome": outcome, "reason": reason}
    return json.dumps(entry, ensure_ascii=False) + "\n"


def _money(amount: Decimal) -> str:
    """`1 568 930.49 PLN`: grouped, to the grosz, easy to copy into a calculation."""
    return f"{amount:,.2f} PLN".replace(",", " ")
