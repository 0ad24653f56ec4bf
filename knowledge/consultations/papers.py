"""The table of comments as XLSX and as DOCX; every word is written as text, nothing as a formula."""

from collections.abc import Sequence
from io import BytesIO
from itertools import chain

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from foundation.spreadsheets import as_text, write_xlsx, xml_text
from knowledge.consultations.table import headings, rows_of
from knowledge.models import Consultation

# In centimetres, as wide as the paper between its margins: the words of offices and of the response get most.
WIDTHS = (0.8, 2.6, 2.7, 1.6, 4.6, 3.6, 1.8, 2.5, 3.2, 1.7, 1.6)
IN_CELLS = 60  # twentieths of a point beside the words, so that long Polish words stay whole


def table_xlsx(consultation: Consultation) -> bytes:
    file = BytesIO()
    rows = (row.cells() for row in rows_of(consultation))
    write_xlsx(chain([headings()], rows), file, title=title(consultation))
    return file.getvalue()


def table_docx(consultation: Consultation) -> bytes:
    """A landscape A4 document: a heading, the two dates, and the table with a heading on each page."""
    document = Document()
    _turn(document)
    _say_language(document)
    document.add_heading(xml_text(title(consultation)), level=1)
    document.add_paragraph(xml_text(dates(consultation)))
    document.core_properties.title = xml_text(title(consultation))[:255]
    document.core_properties.author = "Punkt Wsparcia"
    lines = [headings(), *(row.cells() for row in rows_of(consultation))]
    _repeat_heading(_add_table(document, lines))
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


def _add_table(document, lines: Sequence[Sequence[object]]):
    table = document.add_table(rows=len(lines), cols=len(WIDTHS), style="Table Grid")
    table.autofit = False
    _narrow_margins(table)
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Cm(width)
    for row, line in zip(table.rows, lines, strict=True):
        for cell, value, width in zip(row.cells, line, WIDTHS, strict=True):
            cell.text, cell.width = xml_text(as_text(value)), Cm(width)
    return table


def _narrow_margins(table) -> None:
    properties = table._tbl.tblPr
    margins = properties.makeelement(qn("w:tblCellMar"), {})
    for side in ("left", "right"):
        size = {qn("w:w"): str(IN_CELLS), qn("w:type"): "dxa"}
        margins.append(margins.makeelement(qn(f"w:{side}"), size))
    # The format prescribes the order: margins stand before what the table looks like.
    properties.find(qn("w:tblLook")).addprevious(margins)


def _say_language(document) -> None:
    """So that a screen reader reads it in Polish, and no word is marked as misspelt."""
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}")
    language = {"pl": "pl-PL"}.get(get_language(), "en-GB")
    defaults.find(f"{qn('w:rPr')}/{qn('w:lang')}").set(qn("w:val"), language)


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


_HEADER = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}tblHeader"
