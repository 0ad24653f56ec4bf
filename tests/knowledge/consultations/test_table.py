"""The table of comments as files: every word as text."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm
from openpyxl import load_workbook

from knowledge.consultations.actions.answering import hide_comment
from knowledge.models import Consultation
from tests.cast import Cast
from tests.knowledge.consultations.factories import make_comment, make_consultation, make_response

FORMULA = '=HYPERLINK("https://zly.test","Kliknij")'


@pytest.fixture
def consultation(cast: Cast) -> Consultation:
    """Three comments: on the second requirement with an answer, on the whole, and a hidden one."""
    found = make_consultation()
    text = found.version.texts.last()
    answered = make_comment(found, text=text, organisation=cast.office, body=FORMULA)
    make_response(answered, changes=[text.requirement], body="-1+1")
    make_comment(found, organisation=cast.other_office, body="Całość jest\x0b jasna.")
    hide_comment(make_comment(found, text=text), by=cast.editor, reason="Dane osobowe")
    return found


def fetched(client: Client, consultation: Consultation, kind: str) -> BytesIO:
    address = reverse("knowledge:comment_table", args=[*consultation.address, kind])
    return BytesIO(client.get(address).content)


@pytest.mark.fault("C7")
def test_a_spreadsheet_holds_texts_and_no_formula(
    client: Client, consultation: Consultation
) -> None:
    """Seen failing without `cell.data_type = "s"` in `foundation.spreadsheets`."""
    sheet = load_workbook(fetched(client, consultation, "xlsx")).active
    rows = list(sheet.iter_rows(min_row=2))

    assert [row[0].value for row in rows] == [2, 1, 3]
    assert (rows[1][4].value, rows[1][4].data_type) == (FORMULA, "s")
    assert (rows[1][8].value, rows[1][8].data_type) == ("-1+1", "s")
    assert rows[1][9].value == consultation.version.texts.last().code
    assert "f" not in {cell.data_type for row in rows for cell in row}
    assert rows[2][4].value == "Ukryta przez redakcję: Dane osobowe"


def test_a_document_has_the_same_rows(client: Client, consultation: Consultation) -> None:
    table = Document(fetched(client, consultation, "docx")).tables[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows]

    assert [row[0] for row in rows[1:]] == ["2", "1", "3"]
    assert rows[1][4] == "Całość jest jasna."
    assert rows[2][4] == FORMULA
    assert "Termin" not in " ".join(rows[3])


@pytest.mark.parametrize(("language", "named"), [("pl", "pl-PL"), ("en", "en-GB")])
def test_a_document_gives_most_room_to_words_and_says_its_language(
    client: Client, consultation: Consultation, language: str, named: str
) -> None:
    """Seen failing with eleven columns of one width, and with the language of the library's template."""
    with translation.override(language):
        document = Document(fetched(client, consultation, "docx"))
    table, paper = document.tables[0], document.sections[0]
    widths = [column.width for column in table.columns]

    assert widths[0] < widths[4] == max(widths)
    between = paper.page_width - paper.left_margin - paper.right_margin
    assert abs(sum(widths) - between) < Cm(0.1)
    assert [cell.width for cell in table.rows[1].cells] == widths
    (said,) = document.styles.element.xpath("w:docDefaults//w:lang")
    assert said.get(qn("w:val")) == named


def test_names_of_persons_are_in_no_file(
    cast: Cast, client: Client, consultation: Consultation
) -> None:
    named = make_comment(consultation, by=cast.coordinator, organisation=cast.office)
    make_response(named)
    people = [named.author.name, named.response.answered_by.name]
    book = load_workbook(fetched(client, consultation, "xlsx")).active
    cells = " ".join(str(value) for row in book.iter_rows(values_only=True) for value in row)
    page = client.get(named.get_absolute_url()).text

    assert [name for name in people if name in cells or name in page] == []


def test_a_sign_that_no_file_can_hold_spoils_none(client: Client) -> None:
    """Seen failing with openpyxl's own list of signs: one comment kept everybody from both files."""
    consultation = make_consultation()
    make_comment(consultation, body="Za\ufffe kr\uffffótko\x0b.")

    sheet = load_workbook(fetched(client, consultation, "xlsx")).active
    table = Document(fetched(client, consultation, "docx")).tables[0]

    assert (sheet["E2"].value, table.rows[1].cells[4].text) == ("Za krótko.", "Za krótko.")
