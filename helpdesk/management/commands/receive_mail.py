"""Take messages from files, or one from standard input: stored first, then understood.

A folder stands for every file in it.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from helpdesk.mail.receiving import finish, store_mail
from helpdesk.mail.report import FAILED, REFUSED, item_not_stored, item_of

TRY_AGAIN = 75  # EX_TEMPFAIL of sysexits.h: the mail server keeps the message
NOT_TAKEN = 65  # EX_DATAERR: it will never be taken
STANDARD_INPUT = "-"


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", metavar="FILE", default=[STANDARD_INPUT])
        parser.add_argument("--report", metavar="FILE", help="write one JSON line per message")

    def handle(self, *args: object, files: list[str], report: str | None, **options) -> None:
        totals: Counter[str] = Counter()
        files = list(_expanded(files))
        with Path(report).open("w") if report else nullcontext() as lines:
            for number, source in enumerate(files, 1):
                item = self._take(source)
                totals[item["outcome"]] += 1
                if lines:
                    lines.write(json.dumps(item, ensure_ascii=False) + "\n")
                if sys.stderr.isatty():
                    self.stderr.write(f"\r{number}/{len(files)}", ending="")
        for outcome, count in sorted(totals.items()):
            self.stdout.write(f"{outcome}: {count}")
        if totals[FAILED]:
            sys.exit(TRY_AGAIN)
        if totals[REFUSED] and files == [STANDARD_INPUT]:
            sys.exit(NOT_TAKEN)

    def _take(self, source: str) -> dict[str, object]:
        """Store and understand one message; return its item of the report."""
        try:
            content = _read(source)
            raw, is_new = store_mail(content, source=source, at=timezone.now())
        except Exception as error:  # of any kind: what was not stored must not count as taken
            reason = " ".join(getattr(error, "messages", [str(error)]))
            return item_not_stored(source, _outcome_of(error, source), reason)
        try:
            raw = finish(raw, is_new=is_new, at=timezone.now())
        except Exception as error:  # stored all the same: the worker reads it
            self.stderr.write(f"{source}: {error!r}")
        return item_of(raw, source=source, is_duplicate=not is_new)


def _outcome_of(error: Exception, source: str) -> str:
    """Whether what hindered storing is about the message or the file named, or may pass."""
    is_about_the_file = isinstance(error, OSError) and source != STANDARD_INPUT
    return REFUSED if is_about_the_file or isinstance(error, ValidationError) else FAILED


def _expanded(sources: Iterable[str]) -> Iterator[str]:
    for source in sources:
        if source != STANDARD_INPUT and Path(source).is_dir():
            yield from (str(path) for path in sorted(Path(source).rglob("*")) if path.is_file())
        else:
            yield source


def _read(source: str) -> bytes:
    return sys.stdin.buffer.read() if source == STANDARD_INPUT else Path(source).read_bytes()
