"""The table of comments as XLSX and as DOCX; every word is written as text, nothing as a formula."""

from io import BytesIO
from itertools import chain

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Pt
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from foundation.spreadsheets import as_text, write_xlsx
from knowledge.consultations.table import headings, rows_of
from knowledge.models import Consultation


def table_xlsx(consultation: Consultation) -> bytes:
    file = BytesIO()
    rows = (row.cells() for row in rows_of(consultation))
    write_xlsx(chain([headings()], rows), file, title=title(consultation))
    return file.getvalue()


def table_docx(consultation: Consultation) -> bytes:
    """A landscape A4 document: a heading, the two dates, and the table with a heading on each page."""
    document = Document()
    _turn(document)
    document.add_heading(_plain(title(consultation)), level=1)
    document.add_paragraph(_plain(dates(consultation)))
    document.core_properties.title = _plain(title(consultation))[:255]
    document.core_properties.author = "Punkt Wsparcia"
    lines = [headings(), *(row.cells() for row in rows_of(consultation))]
    table = document.add_table(rows=len(lines), cols=len(lines[0]), style="Table Grid")
    for row, line in zip(table.rows, lines, strict=True):
        for cell, value in zip(row.cells, line, strict=True):
            cell.text = _plain(as_text(value))
    _repeat_heading(table)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def title(consultation: Consultation) -> str:
    return _("Table of comments: %s") % consultation.version


def dates(consultation: Consultation) -> str:
    moments = (consultation.opens_at, consultation.closes_at)
    opens, closes = (date_format(localtime(one), "j E Y, H:i") for one in moments)
    return _("Comments were taken from %(opens)s until %(closes)s.") % {
        "opens": opens,
        "closes": closes,
    }


def _turn(document) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.5)
    document.styles["Normal"].font.size = Pt(8)


def _repeat_heading(table) -> None:
    first = table.rows[0]
    properties = first._tr.get_or_add_trPr()
    properties.append(properties.makeelement(_HEADER, {}))
    for cell in first.cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True


def _plain(text: str) -> str:
    """Without characters that XML cannot hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", text)


_HEADER = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}tblHeader"
