"""Long lists as files: due work, for one person or for whoever has the link, and never too many."""

import csv
import json
from datetime import timedelta
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from foundation.accounts.models import User
from foundation.files import table_writing
from foundation.files.models import StoredFile
from projects_archive.actions import exports
from projects_archive.actions.exports import (
    ask_for_file,
    remove_expired_exports,
    write_project_exports,
)
from projects_archive.models import ListFile, Project
from tests.cast import Cast
from tests.projects_archive.factories import make_line, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def short_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_writing, "BATCH", 2)
    monkeypatch.setattr("projects_archive.views.giving.MOST_AT_ONCE", 2)


def ask(file_format: str = "csv", query: str = "", *, by: User | None = None, at=None) -> ListFile:
    return ask_for_file(by=by, parameters=QueryDict(query), file_format=file_format, at=at)


def work(at=None) -> None:
    while write_project_exports(at=at or timezone.now()):
        pass


def content(export: ListFile) -> bytes:
    export.refresh_from_db()
    with export.file.content.open("rb") as file:
        return file.read()


def cells(written: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(written.decode("utf-8-sig")), delimiter=";"))


def test_a_short_list_is_sent_at_once_and_a_long_one_promised(client: Client) -> None:
    """Nothing is written for whoever only follows links."""
    for _number in range(3):
        make_project(period="2021-2027")

    short = client.get("/pl/projects/export.csv?period=2014-2020")
    long = client.get("/pl/projects/export.csv?period=2021-2027&bogus=1")
    page = client.get(long.headers["Location"])

    assert (short.status_code, long.status_code) == (200, 302)
    assert long.headers["Location"] == "/pl/projects/exports/ask/csv/?period=2021-2027"
    assert "3 projekty" in page.text.replace("\xa0", " ")
    assert not ListFile.objects.exists()


@pytest.mark.parametrize("number", [1, 4, 5])
@pytest.mark.parametrize("file_format", ["csv", "xlsx", "jsonl"])
def test_a_long_list_becomes_a_file(client: Client, file_format: str, number: int) -> None:
    made = [make_project().pk for _number in range(number)]
    make_line(verdict="not_digital", with_project=True)

    answer = client.post(f"/pl/projects/exports/ask/{file_format}/")
    before = client.get(answer.headers["Location"])
    work()
    after = client.get(answer.headers["Location"])
    written = client.get(answer.headers["Location"] + "file/").getvalue()

    assert (f"0 z {number}" in before.text, "file/" in after.text) == (True, True)
    if file_format == "csv":
        numbers = [int(row[0]) for row in cells(written)[1:]]
    elif file_format == "xlsx":
        sheet = openpyxl.load_workbook(BytesIO(written)).active
        numbers = [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]
    else:
        entries = [json.loads(line) for line in written.decode().splitlines()]
        numbers = [entry["id"] for entry in entries]
        assert all(entry["url"].endswith(f"/pl/projects/{entry['id']}/") for entry in entries)
    assert numbers == made


@pytest.mark.parametrize(("file_format", "state"), [("csv", "done"), ("jsonl", "parked")])
def test_a_list_that_became_empty_says_so(client: Client, file_format: str, state: str) -> None:
    """A table keeps its headings; JSON Lines would be a file of nothing."""
    export = ask(file_format)

    work()

    export.refresh_from_db()
    page = client.get(export.get_absolute_url()).text
    assert (export.state, "file/" in page, export.reason in page) == (state, state == "done", True)


@pytest.mark.fault("C7")
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@x", "a;=1+1", "\t=1+1"])
def test_a_title_in_a_written_file_is_no_formula(file_format: str, start: str) -> None:
    """Seen failing with the kept rows joined by `;` instead of `csv_lines`."""
    make_project(title=f"{start} Portal")
    export = ask(file_format)
    work()

    if file_format == "csv":
        title = cells(content(export))[1][1]
        assert not title.lstrip().startswith(("=", "+", "-", "@"))
        assert ";=" not in title
    else:
        cell = openpyxl.load_workbook(BytesIO(content(export))).active["B2"]
        assert cell.data_type == "s"


@pytest.mark.fault("B9")
def test_what_is_hidden_while_a_file_is_written_is_not_in_it() -> None:
    """Seen failing with `exported_projects` starting from all projects."""
    made = [make_project().pk for _number in range(5)]
    export = ask()
    write_project_exports(at=timezone.now())
    Project.objects.filter(pk=made[3]).update(is_public=False)

    work()

    numbers = [int(row[0]) for row in cells(content(export))[1:]]
    assert numbers == [*made[:3], made[4]]
    assert (export.done, export.total) == (4, 4)


def test_a_file_belongs_to_its_person_or_to_its_link(client: Client, cast: Cast) -> None:
    make_project()
    own, anybodys = ask(by=cast.requester), ask()
    work()
    got = {}

    for role in ("anonymous", "requester", "stranger", "administrator"):
        client.logout()
        if role != "anonymous":
            client.force_login(cast.person(role))
        answers = [
            client.get(f"/pl/projects/exports/{export.token}/file/") for export in (own, anybodys)
        ]
        got[role] = [answer.status_code for answer in answers]
        assert all(answer.getvalue() for answer in answers)  # read to its end, a file is closed

    assert got == {
        "anonymous": [404, 200],
        "requester": [200, 200],
        "stranger": [404, 200],
        "administrator": [404, 200],
    }
    assert len(own.token) >= 43


def test_the_same_question_is_one_file_for_an_hour(cast: Cast) -> None:
    now = timezone.now()
    first = ask(query="q=portal", at=now)

    again = ask(query="q=portal&bogus=2", at=now + timedelta(minutes=59))
    others = [
        ask(query="q=portal", by=cast.requester, at=now),
        ask("xlsx", "q=portal", at=now),
        ask(query="q=mapa", at=now),
        ask(query="q=portal", at=now + timedelta(minutes=61)),
    ]

    assert again == first
    assert len({one.pk for one in [first, *others]}) == 5


def test_nobody_fills_the_disk(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen failing without `_make_room`."""
    monkeypatch.setattr(exports, "MOST_OF_ANYBODY", 2)
    monkeypatch.setattr(exports, "MOST_OF_A_PERSON", 2)
    now = timezone.now()
    for number in range(2):
        ask(query=f"q={number}", at=now)
        ask(query=f"q={number}", by=cast.requester, at=now)

    for by in (None, cast.requester):
        with pytest.raises(ValidationError):
            ask(query="q=more", by=by, at=now)
    work(now)
    later = now + timedelta(hours=1)
    ask(query="q=more", at=later)  # the oldest of nobody's makes room
    with pytest.raises(ValidationError):
        ask(query="q=more", by=cast.requester, at=later)

    questions = (
        ListFile.objects.filter(owner=None).order_by("pk").values_list("parameters", flat=True)
    )
    assert list(questions) == ["q=1", "q=more"]
    assert StoredFile.objects.count() == 3


def test_a_refusal_is_said_on_the_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "MOST_OF_ANYBODY", 0)

    answer = client.post("/pl/projects/exports/ask/csv/")

    assert (answer.status_code, 'role="alert"' in answer.text) == (422, True)


@pytest.mark.parametrize("owned", [True, False])
def test_what_expired_is_gone_with_its_bytes(client: Client, cast: Cast, owned: bool) -> None:
    export = ask(by=cast.requester if owned else None)
    work()
    written = content(export)
    path = export.file.content.path
    later = export.expires_at

    remove_expired_exports(at=later)

    assert written
    assert (ListFile.objects.count(), StoredFile.objects.count()) == (0, 0)
    with pytest.raises(FileNotFoundError):
        open(path).close()
    assert client.get(export.get_absolute_url()).status_code == 404


def test_a_person_sees_and_deletes_their_files(client: Client, cast: Cast) -> None:
    make_project()
    own, other = ask(by=cast.requester), ask(by=cast.stranger)
    work()
    client.force_login(cast.requester)

    page = client.get("/pl/projects/exports/").text
    client.post(f"/pl/projects/exports/{own.token}/delete/")
    refused = client.post(f"/pl/projects/exports/{other.token}/delete/")

    assert (own.token in page, other.token in page) == (True, False)
    assert (refused.status_code, ListFile.objects.get()) == (404, other)
    assert StoredFile.objects.count() == 1


def test_a_link_shows_how_far_the_file_is(client: Client) -> None:
    for _number in range(3):
        make_project()
    export = ask()
    write_project_exports(at=timezone.now())
    headers = {"HX-Request": "true"}

    waiting = client.get(export.get_absolute_url(), headers=headers).text
    work()
    ready = client.get(export.get_absolute_url(), headers=headers).text

    assert ("hx-trigger" in waiting, "2 z 3" in waiting) == (True, True)
    assert ("hx-trigger" in ready, "<html" in ready) == (False, False)
