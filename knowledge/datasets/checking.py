"""A CSV file against the fields of a data set: errors by row and column. Pure: nothing is stored."""

import csv
import io
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.utils.translation import gettext as _

from foundation.folding import fold
from knowledge.datasets.values import read_value

LARGEST = 5 * 1024 * 1024  # bytes of a file
MOST_ROWS = 50_000
MOST_ERRORS = 1_000
SEPARATORS = ";,\t"
LONGEST_CELL = 10_000


@dataclass(frozen=True)
class Column:
    """What a file must have in one column."""

    name: str
    kind: str
    is_required: bool = True
    is_unique: bool = False
    codes: Collection[str] = ()


@dataclass(frozen=True)
class Problem:
    """`row` counts lines of the file as a spreadsheet does: the headings are row 1; 0 is the file itself."""

    row: int
    column: str
    value: str
    text: str


@dataclass
class Report:
    encoding: str = ""
    separator: str = ""
    rows: int = 0
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        return len(self.problems) >= MOST_ERRORS

    @property
    def is_good(self) -> bool:
        return not self.problems

    def add(self, row: int, column: str, value: str, text: str) -> None:
        if not self.is_full:
            self.problems.append(Problem(row, column, value[:80], text))


def check_csv(content: bytes, columns: Sequence[Column]) -> Report:
    """Read `content` as UTF-8, else as windows-1250, with the separator of its first line."""
    report = Report()
    if len(content) > LARGEST:
        report.add(0, "", "", _("The file is larger than 5 MB."))
        return report
    if b"\0" in content or not content.strip():
        report.add(0, "", "", _("This is not a CSV file with text."))
        return report
    text = _decoded(content, report)
    report.separator = _separator(text)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=report.separator, strict=True)
    try:
        _read(lines, columns, report)
    except csv.Error as error:
        row = lines.line_num
        report.add(row, "", "", _("The line cannot be read: %(error)s") % {"error": error})
    return report


def _decoded(content: bytes, report: Report) -> str:
    try:
        report.encoding, text = "UTF-8", content.decode("utf-8-sig")
    except UnicodeDecodeError:
        report.encoding, text = "windows-1250", content.decode("cp1250", errors="replace")
    return text


def _separator(text: str) -> str:
    """The sign that stands most often in the first line with something in it."""
    first = next((line for line in text.splitlines() if line.strip()), "")[:LONGEST_CELL]
    return max(SEPARATORS, key=first.count)


def _read(lines: Iterator[list[str]], columns: Sequence[Column], report: Report) -> None:
    headings = [fold(one) for one in next(lines, [])]
    known = {fold(column.name): column for column in columns}
    places = _places(headings, known, report)
    seen: dict[str, dict[str, int]] = {one.name: {} for one in columns if one.is_unique}
    for number, cells in enumerate(islice(lines, MOST_ROWS + 1), start=2):
        if number > MOST_ROWS + 1:
            report.notes.append(_("Only the first 50,000 rows were read."))
            return
        if not any(cell.strip() for cell in cells):
            continue
        report.rows += 1
        if len(cells) != len(headings):
            counts = {"has": len(cells), "expected": len(headings)}
            said = _("%(has)d cells instead of %(expected)d") % counts
            report.add(number, "", "", said)
            continue
        for name, place in places.items():
            _check(number, known[name], cells[place].strip(), seen, report)
        if report.is_full:
            report.notes.append(_("Only the first thousand errors are shown."))
            return


def _places(headings: Sequence[str], known: dict[str, Column], report: Report) -> dict[str, int]:
    """Where each field stands; what is missing, unknown or there twice is said."""
    for name, column in known.items():
        if name not in headings and column.is_required:
            report.add(1, column.name, "", _("the column is missing"))
    for heading in sorted({one for one in headings if headings.count(one) > 1}):
        report.add(1, heading, "", _("the column is there twice"))
    unknown = [one for one in headings if one not in known]
    if unknown:
        said = _("Columns that the standard does not have were not read: %(names)s.")
        report.notes.append(said % {"names": ", ".join(one[:60] for one in unknown[:20])})
    return {one: headings.index(one) for one in headings if one in known}


def _check(
    number: int, column: Column, value: str, seen: dict[str, dict[str, int]], report: Report
) -> None:
    if not value:
        if column.is_required:
            report.add(number, column.name, "", _("empty, and must be filled in"))
        return
    if problem := read_value(value, column.kind, column.codes):
        report.add(number, column.name, value, problem)
    if column.is_unique:
        first = seen[column.name].setdefault(value, number)
        if first != number:
            said = _("the same as in row %(row)d") % {"row": first}
            report.add(number, column.name, value, said)
