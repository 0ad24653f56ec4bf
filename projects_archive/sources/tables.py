"""Files become rows of cells: delimited text in whatever encoding, or a workbook."""

import csv
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from projects_archive.sources.rows import UnreadableList
from projects_archive.sources.values import EPOCH_1900, EPOCH_1904

Cells = Sequence[object]

DELIMITERS = (";", ",", "\t")
# Longest cell; the module's own limit of 131,072 would end the whole import.
csv.field_size_limit(1_000_000)
LARGEST_UNPACKED = 1_500_000_000  # bytes of XML in a workbook: about a million rows of this kind
LARGEST_RATIO = 250


@dataclass(frozen=True)
class Table:
    """A file that can be read from its start any number of times."""

    path: Path
    encoding: str = ""
    delimiter: str = ""
    epoch: date = EPOCH_1900

    @property
    def is_workbook(self) -> bool:
        return not self.delimiter

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """(row number, cells), rows numbered as a spreadsheet shows them; blank rows are left out."""
        numbered = self._workbook_rows() if self.is_workbook else self._text_rows()
        for number, cells in numbered:
            if any(cell not in ("", None) and str(cell).strip() for cell in cells):
                yield number, cells

    def _text_rows(self) -> Iterator[tuple[int, Cells]]:
        with self.path.open(encoding=self.encoding, errors="replace", newline="") as lines:
            reader = csv.reader(lines, delimiter=self.delimiter)
            try:
                yield from enumerate(reader, start=1)
            except csv.Error as error:
                raise UnreadableList(
                    _("Line %(line)d cannot be read: %(error)s.")
                    % {"line": reader.line_num, "error": error}
                ) from error

    def _workbook_rows(self) -> Iterator[tuple[int, Cells]]:
        sheet = _open_workbook(self.path).get_sheet_by_index(0)
        first = (sheet.start or (0, 0))[0] + 1
        yield from enumerate(sheet.iter_rows(), start=first)


def is_workbook(path: Path) -> bool:
    with path.open("rb") as content:
        return content.read(4) == b"PK\x03\x04"


def open_workbook(path: Path) -> Table:
    """A workbook after its parts were checked: not cut off, not a bomb."""
    try:
        with zipfile.ZipFile(path) as parts:
            _refuse_bomb(parts)
            properties = parts.read("xl/workbook.xml")[:100_000]
    except (zipfile.BadZipFile, KeyError, EOFError, OSError) as error:
        raise UnreadableList(_("The workbook is damaged or cut off.")) from error
    _open_workbook(path)
    counts_from_1904 = re.search(rb'date1904\s*=\s*"(1|true)"', properties)
    return Table(path, epoch=EPOCH_1904 if counts_from_1904 else EPOCH_1900)


def _refuse_bomb(parts: zipfile.ZipFile) -> None:
    unpacked = sum(part.file_size for part in parts.infolist())
    packed = sum(part.compress_size for part in parts.infolist())
    if unpacked > LARGEST_UNPACKED or unpacked > LARGEST_RATIO * max(packed, 10_000):
        raise UnreadableList(_("The workbook unpacks to far more than a list can hold."))


def _open_workbook(path: Path) -> CalamineWorkbook:
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        if not workbook.sheet_names:
            raise UnreadableList(_("The workbook has no sheet."))
    except (CalamineError, OSError) as error:
        raise UnreadableList(_("The workbook is damaged or cut off.")) from error
    return workbook


def text_tables(path: Path) -> Iterator[Table]:
    """The ways to read a text file, the likeliest first."""
    for encoding in _encodings(path):
        for delimiter in DELIMITERS:
            yield Table(path, encoding, delimiter)


def _encodings(path: Path) -> Sequence[str]:
    with path.open("rb") as content:
        start = content.read(4)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if start.startswith(b"\xef\xbb\xbf"):
        return ("utf-8-sig",)
    return ("utf-8",) if _is_utf8(path) else ("cp1250", "iso-8859-2")


def _is_utf8(path: Path) -> bool:
    """True only if every byte of the file fits: windows-1250 read as UTF-8 loses its letters."""
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            while lines.read(1 << 20):
                pass
    except UnicodeDecodeError:
        return False
    return True
