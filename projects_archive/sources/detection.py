"""Which list is this file? Its headings decide; a file without them is refused with what is missing."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from foundation.folding import fold
from projects_archive.sources import fe2021, mapadotacji, selection
from projects_archive.sources.headings import MEANINGS, column_of, columns_of, were_read_wrongly
from projects_archive.sources.layouts import (
    Layout,
    Origin,
    Record,
    fund_and_period,
    list_key_of,
)
from projects_archive.sources.rows import ListRow, Problem, RowRefused, UnreadableList
from projects_archive.sources.tables import Cells, Table, is_workbook, open_workbook, text_tables
from projects_archive.sources.values import raw_text, text_of

# The likeliest first: a selection has all columns of a mapadotacji list, and one more.
LAYOUTS = (fe2021.LAYOUT, selection.LAYOUT, mapadotacji.LAYOUT)
ROWS_TO_LOOK_AT = 10


@dataclass(frozen=True)
class ProjectSource:
    """A list that was recognised: what it is, and its rows as often as they are asked for."""

    table: Table
    layout: Layout
    columns: Mapping[str, int]
    headings: Sequence[str]
    heading_row: int
    origin: Origin
    file_name: str
    sha256: str
    size: int
    edition_text: str = ""
    edition_on: date | None = None
    # Does the file's name, its layout or the person say which list it is?
    is_named: bool = False

    @property
    def list_name(self) -> str:
        """A name for people: `FS 2014–2020`, or what the file is called."""
        fund, period = self.origin.fund, self.origin.period.replace("-", "–")
        if fund and period:
            return f"{fund} {period}"
        is_whole = self.origin.list_key == fe2021.LIST_KEY
        return _("European Funds 2021–2027") if is_whole else Path(self.file_name).stem[:200]

    def rows(self) -> Iterator[ListRow]:
        """Every row below the headings that is not blank."""
        for number, cells in self.table.rows():
            if number > self.heading_row:
                yield self._row(number, cells)

    def named(self, list_key: str) -> "ProjectSource":
        """The same file, taken as an edition of the list `list_key`."""
        return replace(self, origin=replace(self.origin, list_key=list_key))

    def _row(self, number: int, cells: Cells) -> ListRow:
        raw = {
            self.headings[place] if place < len(self.headings) else f"{place + 1}": raw_text(cell)
            for place, cell in enumerate(cells)
            if place < len(self.headings) or raw_text(cell)
        }
        try:
            self._refuse_odd_row(cells)
            facts = self.layout.facts(Record(cells, self.columns), self.origin)
        except RowRefused as refused:
            return ListRow(number, raw, None, refused.problem, refused.detail)
        return ListRow(number, raw, facts)

    def _refuse_odd_row(self, cells: Cells) -> None:
        if self._are_headings(cells):
            raise RowRefused(Problem.REPEATED_HEADINGS)
        given = max((n for n, cell in enumerate(cells, 1) if raw_text(cell).strip()), default=0)
        expected = len(self.headings)
        if given > expected or (not self.table.is_workbook and len(cells) < expected):
            raise RowRefused(Problem.WRONG_CELLS, f"{len(cells)} ≠ {expected}")

    def _are_headings(self, cells: Cells) -> bool:
        """Asked of every row: the first cell that is no heading answers."""
        return all(
            place < len(cells) and column_of(cells[place]) == column
            for column, place in self.columns.items()
        )


def open_list(
    path: Path, *, list_key: str = "", period: str = "", fund: str = "", file_name: str = ""
) -> ProjectSource:
    """Recognise the list in `path`. Raises UnreadableList with a message for a person.

    `period` (`2014-2020`), `fund` and `list_key` overrule what the file's name says.
    """
    file_name = file_name or path.name
    sha256, size = _fingerprint(path)
    if not size:
        raise UnreadableList(_("The file is empty."))
    table, layout, number, cells = _recognise(path)
    origin = _origin(layout, file_name, list_key=list_key, period=period, fund=fund)
    phrases = [
        text_of(cell) for row, row_cells in islice(table.rows(), number) if row < number
        for cell in row_cells if text_of(cell)
    ]  # fmt: skip
    edition = next((phrase for phrase in phrases if fe2021.edition_date(phrase)), "")
    return ProjectSource(
        table=table,
        layout=layout,
        columns=columns_of(cells),
        headings=_headings(cells),
        heading_row=number,
        origin=replace(origin, epoch=table.epoch),
        file_name=file_name[:250],
        sha256=sha256,
        size=size,
        edition_text=edition[:150],
        edition_on=fe2021.edition_date(edition),
        is_named=bool(list_key) or origin.list_key in (fe2021.LIST_KEY, _key_by_name(origin)),
    )


def _fingerprint(path: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as content:
        while block := content.read(1 << 20):
            digest.update(block)
            size += len(block)
    return digest.hexdigest(), size


def _recognise(path: Path) -> tuple[Table, Layout, int, Cells]:
    tables = [open_workbook(path)] if is_workbook(path) else text_tables(path)
    nearest: tuple[Layout, Cells] | None = None
    wrongly_read = False
    for table in tables:
        for number, cells in islice(table.rows(), ROWS_TO_LOOK_AT):
            columns = columns_of(cells)
            layout = next((one for one in LAYOUTS if one.needs <= set(columns)), None)
            if layout:
                return table, layout, number, cells
            if len(columns) > len(columns_of(nearest[1]) if nearest else ()):
                nearest = min(LAYOUTS[::2], key=lambda one: len(one.needs - set(columns))), cells
            wrongly_read = wrongly_read or were_read_wrongly(cells)
    raise UnreadableList(_why_unknown(nearest, wrongly_read))


def _why_unknown(nearest: tuple[Layout, Cells] | None, wrongly_read: bool) -> str:
    if wrongly_read:
        return _(
            "The letters of the headings are spoiled: the file was read in another encoding than its own "
            "(windows-1250 as UTF-8, or the other way round) and saved so. Import the original file."
        )
    if nearest is None:
        return _("No row among the first ten has the headings of a list of projects.")
    missing = sorted(
        MEANINGS[column][0] for column in nearest[0].needs - set(columns_of(nearest[1]))
    )
    return _("These headings are missing: %(headings)s.") % {"headings": ", ".join(missing)}


def _headings(cells: Cells) -> Sequence[str]:
    """Names for the raw values: a heading, or its place where a column has none or repeats one."""
    names: list[str] = []
    for place, cell in enumerate(cells, start=1):
        name = text_of(cell)
        names.append(name if name and name not in names else f"{place}")
    while names and names[-1] == f"{len(names)}":
        names.pop()
    return names


def _origin(layout: Layout, file_name: str, *, list_key: str, period: str, fund: str) -> Origin:
    named_fund, named_period = fund_and_period(file_name)
    fund, period = fund or named_fund, period or named_period
    if layout is fe2021.LAYOUT:
        key = fe2021.LIST_KEY
    elif fund and period and not layout.is_selection:
        key = list_key_of(fund, period)
    else:
        key = fold(Path(file_name).stem).replace(" ", "-")[:80] or "list"
    return Origin(list_key or key, period, fund)


def _key_by_name(origin: Origin) -> str:
    return list_key_of(origin.fund, origin.period) if origin.fund and origin.period else ""
