"""CSV and XLSX files that spreadsheets open without running anything in them."""

import csv
import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import chain, islice, zip_longest
from typing import BinaryIO

from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"  # as browsers name it
BYTE_ORDER_MARK = "\ufeff"
LONGEST_CELL = 32_000  # characters; a sheet holds 32,767
NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LOOKED_AT = 200  # rows that tell how wide columns are; a long sheet is still written row by row
BOLD, WRAPPED = Font(bold=True), Alignment(wrap_text=True, vertical="top")
NARROWEST, WIDEST = 8, 50  # characters in a line of a cell; what is longer is wrapped
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
    """A sheet with its first row in bold; numbers stay numbers, the rest is text that can be read whole."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    sheet.freeze_panes = "A2"
    rows = iter(rows)
    first = list(islice(rows, LOOKED_AT))
    widths = _widths(first)
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for number, row in enumerate(chain(first, rows)):
        cells = zip_longest(row, widths[: len(row)], fillvalue=WIDEST)
        sheet.append([_cell(sheet, value, width, is_bold=number == 0) for value, width in cells])
    book.save(file)


def _sheet_name(title: str) -> str:
    """At most 31 signs, whole words, and none of those that a sheet may not have."""
    return textwrap.shorten(re.sub(r"[\[\]:*?/\\]", " ", title), 31, placeholder=" …")


def _widths(rows: Sequence[Sequence[object]]) -> Sequence[int]:
    """In characters, with room for the margins of a cell; a heading is wrapped between its words."""
    widths: list[int] = []
    for number, row in enumerate(rows):
        lines = [as_text(value).splitlines() if number else as_text(value).split() for value in row]
        wanted = [max(map(len, one), default=0) + 2 for one in lines]
        widths = [max(pair) for pair in zip_longest(widths, wanted, fillvalue=NARROWEST)]
    return [min(width, WIDEST) for width in widths]


def _cell(sheet, value: object, width: int, *, is_bold: bool) -> WriteOnlyCell:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return WriteOnlyCell(sheet, value=value)
    text = xml_text(as_text(value))[:LONGEST_CELL]
    cell = WriteOnlyCell(sheet, value=text)
    # A text, also where it begins like a formula; the library would make it one.
    cell.data_type = "s"
    if is_bold:
        cell.font = BOLD
    if len(text) > width - 2 or "\n" in text:
        cell.alignment = WRAPPED
    return cell


def xml_text(text: str) -> str:
    """Without the characters that a file made of XML (XLSX, DOCX) cannot hold: XML 1.0, section 2.2."""
    return NOT_IN_XML.sub("", text)


def as_text(value: object) -> str:
    """As Polish spreadsheets read it: moments by the clock of Poland, a comma in decimals."""
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    return "" if value is None else str(value)
