"""Take a standard from Markdown files or a Word document as a new draft version."""

import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from knowledge.actions.importing import (
    CREATED,
    REFUSED,
    UNCHANGED,
    UPDATED,
    Outcome,
    write_recognised,
)
from knowledge.importing.reading import read_standard
from knowledge.importing.recognised import UnreadableStandard


class Command(BaseCommand):
    help = "Import a standard as a draft version: a folder of Markdown files, a Markdown or a Word file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--report", type=Path, help="JSON lines: what became of each piece")
        parser.add_argument("--standard", default="", help="address of the standard (its slug)")
        parser.add_argument("--name", default="", help="name of the standard, where it is new")
        parser.add_argument("--number", default="", help="number of the version")
        parser.add_argument("--language", default="", choices=["", "pl", "en"])

    def handle(self, *args, **options) -> None:
        path: Path = options["path"]
        known = {name: options[name] for name in ("name", "number", "language")}
        try:
            recognised = read_standard(path, slug=options["standard"], **known)
            result = write_recognised(recognised)
        except (UnreadableStandard, ValidationError) as refusal:
            reason = " ".join(getattr(refusal, "messages", [str(refusal)]))
            self.write_report(options["report"], [Outcome(path.name, REFUSED, reason)])
            message = _("%(file)s was refused: %(reason)s") % {"file": path.name, "reason": reason}
            unchanged = _("Nothing was changed.")
            raise CommandError(f"{message} {unchanged}") from refusal
        self.write_report(options["report"], result.outcomes)
        self.show(f"{result.version}: {result.version.get_absolute_url()}", result.outcomes)

    def show(self, heading: str, outcomes: Sequence[Outcome]) -> None:
        counts = Counter(one.outcome for one in outcomes)
        self.stdout.write(heading)
        for outcome in (CREATED, UPDATED, UNCHANGED, REFUSED):  # the words of the report
            self.stdout.write(f"  {outcome}: {counts[outcome]}")
        for one in outcomes:
            if one.reason:
                self.stdout.write(f"{one.source}: {one.reason}")

    def write_report(self, report: Path | None, outcomes: Sequence[Outcome]) -> None:
        if report:
            lines = [json.dumps(vars(one), ensure_ascii=False) for one in outcomes]
            report.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
