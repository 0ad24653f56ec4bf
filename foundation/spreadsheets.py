"""CSV and XLSX files that spreadsheets open without running anything in them."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import chain
from typing import BinaryIO

from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"  # as browsers name it
BYTE_ORDER_MARK = "\ufeff"
LONGEST_CELL = 32_000  # characters; a sheet holds 32,767
# A cell that starts so is a formula, in East Asian versions also by the wide signs; so is what follows a
# separator, where the file is opened in a country that divides cells by another sign.
FORMULA = re.compile(r"(^|[;,\n|])(\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")


def safe_cell(value: object) -> str:
    """The value as text that no spreadsheet takes for a formula: `=1+1` becomes `'=1+1`.

    Tabs and carriage returns, which divide cells as well, become spaces; NUL is left out.
    """
    text = "" if value is None else str(value)
    text = text.replace("\t", " ").replace("\r", " ").replace("\0", "")
    return FORMULA.sub(r"\1\2'", text)


class _Echo:
    """A file that hands back each line written to it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """`;`-separated lines after a byte-order mark, as Polish spreadsheets read them, row by row."""
    writer = csv.writer(_Echo(), delimiter=";", quoting=csv.QUOTE_ALL)
    for number, row in enumerate(rows):
        mark = "" if number else BYTE_ORDER_MARK
        yield mark + writer.writerow([safe_cell(as_text(cell)) for cell in row])


def csv_response(
    name: str, headings: Sequence[object], rows: Iterable[Sequence[object]]
) -> StreamingHttpResponse:
    """A CSV file with its headings, sent row by row."""
    lines = csv_lines(chain([headings], rows))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def xlsx_response(
    name: str, headings: Sequence[object], rows: Iterable[Sequence[object]], *, title: str
) -> FileResponse:
    """The same table as an XLSX file with one sheet, made in memory: long lists are due work."""
    file = BytesIO()
    write_xlsx(chain([headings], rows), file, title=title)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


def write_xlsx(rows: Iterable[Sequence[object]], file: BinaryIO, *, title: str) -> None:
    """A sheet with its first row in bold; numbers stay numbers, everything else is text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31])
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows):
        sheet.append([_cell(sheet, value, is_bold=number == 0) for value in row])
    book.save(file)


def _cell(sheet, value: object, *, is_bold: bool) -> WriteOnlyCell:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return WriteOnlyCell(sheet, value=value)
    text = ILLEGAL_CHARACTERS_RE.sub("", as_text(value))[:LONGEST_CELL]
    cell = WriteOnlyCell(sheet, value=text)
    # A text, also where it begins like a formula; the library would make it one.
    cell.data_type = "s"
    if is_bold:
        cell.font = Font(bold=True)
    return cell


def as_text(value: object) -> str:
    """As Polish spreadsheets read it: moments by the clock of Poland, a comma in decimals."""
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    return "" if value is None else str(value)
