"""Data sets as standards: their fields, a sample that fits them, somebody's file, and who needs the data."""

import csv
import io
import re

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.files.models import StoredFile
from knowledge.actions.assessments import start_assessment
from knowledge.datasets.actions import declare_need, describe_fields
from knowledge.datasets.checking import check_csv
from knowledge.datasets.describing import columns_of
from knowledge.datasets.views import MOST_FILES_AN_HOUR
from knowledge.models import DataField, DataSetNeed, Standard, StandardVersion
from knowledge.standards.checksums import version_checksum
from tests.cast import Cast
from tests.knowledge.datasets.factories import ROADS, make_data_set
from tests.knowledge.factories import make_editor

pytestmark = pytest.mark.django_db
GOOD = "numer_drogi;nawierzchnia;dlugosc_m;uwagi\n1W;B;10;\n"
BAD = "numer_drogi;nawierzchnia;dlugosc_m;uwagi\n1W;X;10;=1+1\n"


@pytest.fixture(autouse=True)
def _nobody_asked_yet() -> None:
    cache.clear()


def address(version: StandardVersion, name: str = "data_set_check") -> str:
    return reverse(f"knowledge:{name}", args=[version.standard.slug, version.number])


def upload(client: Client, version: StandardVersion, text: str, **data: str):
    file = SimpleUploadedFile("drogi.csv", text.encode(), content_type="text/csv")
    return client.post(address(version), {"file": file, **data})


def test_the_page_tells_of_every_field(client: Client) -> None:
    version = make_data_set()

    shown = client.get(version.get_absolute_url()).text

    assert [f'id="field-{one["name"]}"' in shown for one in ROADS] == [True] * len(ROADS)
    assert "<code>B</code> – bitumiczna" in shown
    assert "Ta wersja nie ma jeszcze wymagań" not in shown
    assert "1.0.pdf" in shown


def test_the_sample_fits_its_own_standard(client: Client) -> None:
    version = make_data_set()

    sample = b"".join(client.get(address(version, "data_set_sample")).streaming_content)

    report = check_csv(sample, columns_of(version.fields.order_by("position")))
    assert (report.problems, report.rows) == ([], 2)
    rows = list(csv.reader(io.StringIO(sample.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == [one["name"] for one in ROADS]


def test_the_schema_is_read_by_others(client: Client) -> None:
    fields = client.get(address(make_data_set(), "data_set_schema")).json()["fields"]

    assert [(one["name"], one["type"]) for one in fields] == [
        ("numer_drogi", "string"),
        ("nawierzchnia", "string"),
        ("dlugosc_m", "number"),
        ("uwagi", "string"),
    ]
    assert fields[1]["constraints"] == {"required": True, "unique": False, "enum": ["B", "K"]}


def cells(page: str) -> list[str]:
    return re.findall(r"<td[^>]*>(.*?)</td>", page)


def test_errors_are_shown_by_row_and_nothing_is_stored(client: Client) -> None:
    version = make_data_set()

    good = upload(client, version, GOOD)
    with CaptureQueriesContext(connection) as queries:
        bad = upload(client, version, BAD)

    assert "Nie ma błędów" in good.text
    assert "1 błąd" in bad.text
    assert cells(bad.text)[:3] == ["2", "nawierzchnia", "X"]
    assert not StoredFile.objects.exists()
    kept = [one["sql"] for one in queries if one["sql"].startswith(("INSERT", "UPDATE"))]
    assert [sql for sql in kept if "cache" not in sql] == []


def test_errors_as_a_file_run_nothing(client: Client) -> None:
    text = 'numer_drogi;nawierzchnia;dlugosc_m;uwagi\n1W;"=HYPERLINK(""http://zly"")";10;\n'

    answer = upload(client, make_data_set(), text, **{"as": "csv"})

    rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert answer["Content-Disposition"].startswith("attachment")
    assert rows[1].startswith('"2";"nawierzchnia";"\'=HYPERLINK')


def test_names_in_a_file_are_escaped(client: Client) -> None:
    shown = upload(client, make_data_set(), GOOD.replace("1W;B", "1W;<b>")).text

    assert "&lt;b&gt;" in cells(shown)


def test_one_line_checks_a_limited_number_of_files(client: Client) -> None:
    version = make_data_set()
    for _ in range(MOST_FILES_AN_HOUR):
        upload(client, version, GOOD)

    assert "Spróbuj ponownie za godzinę" in upload(client, version, GOOD).text


def test_a_draft_and_what_is_no_data_set_are_not_there(client: Client, cast: Cast) -> None:
    draft = make_data_set(is_published=False)

    assert client.get(address(draft)).status_code == 404
    assert client.get(address(draft, "data_set_schema")).status_code == 404
    client.force_login(cast.editor)
    assert client.get(address(draft)).status_code == 200


def test_what_is_published_does_not_change() -> None:
    version = make_data_set()
    field = version.fields.first()
    field.title_pl = "Inaczej"

    with pytest.raises(ValidationError, match="opublikowana"):
        field.full_clean()
    with pytest.raises(ValidationError):
        describe_fields(version, by=make_editor(), fields=ROADS)
    assert version.fields.count() == len(ROADS)


def test_the_checksum_counts_the_fields() -> None:
    version = make_data_set()
    before = version_checksum(version)
    DataField.objects.filter(version=version, name="uwagi").update(codes="x;y")

    assert version.checksum == before != version_checksum(version)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "Numer Drogi"},
        {"kind": "code", "codes": ""},
        {"kind": "text", "codes": "B; bitumiczna"},
        {"kind": "integer", "examples": "dużo"},
    ],
)
def test_a_field_that_contradicts_itself_is_refused(wrong: dict) -> None:
    by = make_editor()
    version = make_data_set(is_published=False)

    with pytest.raises(ValidationError):
        describe_fields(version, by=by, fields=[dict(ROADS[0]) | wrong])
    assert version.fields.count() == len(ROADS)


def test_an_office_says_once_that_it_needs_the_data(client: Client, cast: Cast) -> None:
    """Only the count is shown, never who."""
    standard = make_data_set().standard
    for _ in range(2):
        declare_need(standard, by=cast.requester, organisation=cast.office, is_needed=True)
    shown = client.get(standard.get_absolute_url()).text

    assert "1 urząd potrzebuje" in shown
    assert cast.office.name not in shown
    with pytest.raises(PermissionDenied):
        declare_need(standard, by=cast.stranger, organisation=cast.office, is_needed=False)
    client.force_login(cast.colleague)
    client.post(reverse("knowledge:data_set_need", args=[standard.slug]), {"is_needed": "0"})
    assert not DataSetNeed.objects.exists()


def test_what_has_no_requirements_is_not_assessed(client: Client, cast: Cast) -> None:
    version = make_data_set()
    client.force_login(cast.coordinator)

    assert str(version) not in client.get("/pl/knowledge/assessments/").text
    with pytest.raises(ValidationError, match="nie ma wymagań"):
        start_assessment(version, by=cast.coordinator, organisation=cast.office)


def test_other_standards_take_no_needs(client: Client, cast: Cast) -> None:
    standard = make_data_set().standard
    Standard.objects.update(kind=Standard.Kind.REQUIREMENTS)
    client.force_login(cast.requester)

    url = reverse("knowledge:data_set_need", args=[standard.slug])
    assert client.post(url, {"is_needed": "1"}).status_code == 404
