"""An assessment as a file: complete, formula-safe, on one page for the head; only for the office itself."""

import json
from io import BytesIO

import pytest
from django.test import Client
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from knowledge.actions.inheritance import share_with_served
from knowledge.models import Assessment, RequirementRating
from tests.cast import Cast
from tests.counting import queries_of
from tests.knowledge.assessment.factories import (
    change,
    first_rating,
    make_assessment,
    make_coordinator,
    make_evidence,
)

pytestmark = pytest.mark.django_db

FORMULA = '=HYPERLINK("https://zly.test";"Kliknij")'


@pytest.fixture
def assessment(cast: Cast, client: Client) -> Assessment:
    client.force_login(cast.requester)
    made = make_assessment(cast.office, by=cast.coordinator, requirements=2)
    rating = first_rating(made)
    change(rating, by=cast.requester, result="partly", comment=FORMULA, due_on="2027-03-01")
    make_evidence(rating, by=cast.requester, title="+48 procedura")
    return made


def content(client: Client, assessment: Assessment, name: str) -> bytes:
    return client.get(f"{assessment.get_absolute_url()}{name}").content


@pytest.mark.fault("C7")
def test_a_spreadsheet_holds_text_where_people_wrote_formulas(
    client: Client, assessment: Assessment
) -> None:
    """Seen failing with plain `openpyxl` cells: the comment was a formula."""
    sheet = load_workbook(BytesIO(content(client, assessment, "file.xlsx"))).active

    rows = list(sheet.iter_rows())
    assert len(rows) == 3
    assert FORMULA in [cell.value for cell in rows[1]]
    assert "f" not in {cell.data_type for row in rows for cell in row}


def test_json_holds_everything(client: Client, assessment: Assessment) -> None:
    record = json.loads(content(client, assessment, "file.json"))

    first, second = record["ratings"]
    assert (first["result"], first["comment"], first["due_on"]) == ("partly", FORMULA, "2027-03-01")
    assert [paper["title"] for paper in first["confirmations"]] == ["+48 procedura"]
    assert second["result"] == ""


def test_the_document_reads_like_the_standard(client: Client, assessment: Assessment) -> None:
    document = Document(BytesIO(content(client, assessment, "file.docx")))

    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "BI-01 Wymaganie" in text
    assert FORMULA in text


@pytest.mark.fault("C6")
def test_the_report_is_one_page_and_runs_nothing(cast: Cast, client: Client) -> None:
    """A name that is code in the language of the template is shown as it is. Seen failing with `eval`."""
    cast.office.name = '#read("/etc/passwd") Gmina'
    cast.office.save()
    made = make_assessment(cast.office, by=cast.coordinator, requirements=30)
    for rating in RequirementRating.objects.filter(assessment=made):
        change(rating, by=cast.coordinator, result="not_met")
    client.force_login(cast.requester)

    report = PdfReader(BytesIO(content(client, made, "report.pdf")))

    text = report.pages[0].extract_text()
    assert len(report.pages) == 1
    assert '#read("/etc/passwd") Gmina' in text
    assert "i jeszcze 20" in text.replace("\u00a0", " ")


def test_who_inherits_gets_no_file(cast: Cast, client: Client) -> None:
    lead = make_coordinator(cast.service_centre)
    base = make_assessment(cast.service_centre, by=lead)
    share_with_served(base, by=lead)
    client.force_login(cast.requester)

    names = ("report.pdf", "file.json", "file.xlsx", "file.docx")
    answers = [client.get(f"{base.get_absolute_url()}{name}").status_code for name in names]
    assert answers == [404] * 4


def test_a_file_costs_the_same_for_two_and_twenty(cast: Cast, client: Client) -> None:
    client.force_login(cast.requester)
    few, many = (make_assessment(cast.office, by=cast.coordinator, requirements=n) for n in (2, 20))

    costs = [queries_of(client, f"{one.get_absolute_url()}file.json") for one in (few, many)]

    assert costs[0] == costs[1] <= 12
