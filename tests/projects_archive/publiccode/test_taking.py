"""A file comes in by hand, by address and every day again; a person takes what fits."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from foundation.due import DueWork
from foundation.fetching import Fetched, NotFetched
from foundation.mailing.models import Notification
from projects_archive.actions.code import (
    add_code_file,
    fetch_code,
    leave_code,
    name_source,
    raw_address,
    take_code,
)
from projects_archive.models import CodeFile, CodeWatch, Project, ProjectRecord
from projects_archive.publiccode.reading import read_publiccode
from tests.cast import Cast
from tests.counting import queries_of
from tests.projects_archive.factories import SOFTWARE, make_project, make_software

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
URL = "https://code.example.org/publiccode.yml"
FILE = b'publiccodeYmlVersion: 0.4\nname: Medusa\nlegal: {license: "Apache 2"}\nx-a: 1\n'


@pytest.fixture
def project(cast: Cast) -> Project:
    return make_project(organisation=cast.office)


def gives(content: bytes | None, etag: str = ""):
    """A fetch that answers so, and remembers with which marks it was asked."""

    def get(url: str, *, etag: str = "") -> Fetched:
        get.asked.append(etag)
        return Fetched(url, content, given)

    get.asked, given = [], etag
    return get


def fails(url: str, *, etag: str = "") -> Fetched:
    raise NotFetched("nobody there")


def draft_of(project: Project) -> ProjectRecord:
    return ProjectRecord.objects.get(project=project).get_latest_revision_as_object()


def test_chosen_values_go_into_the_draft_and_nothing_else_does(
    cast: Cast, project: Project
) -> None:
    file = add_code_file(project, by=cast.coordinator, content=FILE, name="publiccode.yml")

    take_code(file, by=cast.coordinator, names=["software_name", "licence"], seen_revision=None)

    draft = draft_of(project)
    assert (draft.software_name, draft.licence) == ("Medusa", "")
    assert not ProjectRecord.objects.get().live
    with pytest.raises(ValidationError):
        leave_code(file, by=cast.coordinator)


def test_a_draft_that_somebody_else_changed_is_not_written_over(
    cast: Cast, project: Project
) -> None:
    file = add_code_file(project, by=cast.coordinator, content=FILE, name="publiccode.yml")
    add_code = {"names": ["software_name"], "seen_revision": None}
    other = add_code_file(project, by=cast.editor, content=FILE, name="again.yml")
    take_code(other, by=cast.editor, **add_code)
    third = add_code_file(project, by=cast.coordinator, content=FILE, name="third.yml")

    with pytest.raises(ValidationError):
        take_code(third, by=cast.coordinator, **add_code)

    file.refresh_from_db()
    third.refresh_from_db()
    assert (file.state, third.state) == ("replaced", "waiting")


def test_only_the_office_and_the_archive_bring_files(cast: Cast, project: Project) -> None:
    for person in (cast.stranger, cast.requester, cast.agent):
        with pytest.raises(PermissionDenied):
            add_code_file(project, by=person, content=FILE, name="publiccode.yml")
        with pytest.raises(PermissionDenied):
            name_source(project, by=person, url=URL, is_watched=True)


def test_a_changed_file_is_a_proposal_and_the_same_one_is_no_news(
    cast: Cast, project: Project
) -> None:
    """Seen failing without the comparison of hashes: every day made a proposal."""
    name_source(project, by=cast.coordinator, url=URL, is_watched=True, at=AT)
    assert fetch_code(at=AT, get=gives(FILE, '"1"')) == 1
    assert fetch_code(at=AT + timedelta(hours=1), get=fails) == 0  # not due
    same, unchanged = gives(FILE, '"2"'), gives(None)
    fetch_code(at=AT + timedelta(days=1), get=same)
    fetch_code(at=AT + timedelta(days=2), get=unchanged)
    assert (same.asked, unchanged.asked) == (['"1"'], ['"2"'])
    assert CodeFile.objects.count() == 1
    assert not Notification.objects.exists()

    fetch_code(at=AT + timedelta(days=3), get=gives(FILE.replace(b"Medusa", b"Medusa 2")))

    assert [file.state for file in CodeFile.objects.order_by("pk")] == ["replaced", "waiting"]
    assert Notification.objects.get().user == cast.coordinator
    assert not ProjectRecord.objects.exists()  # nothing is taken by itself


def test_a_server_that_is_away_is_asked_again_and_then_left_to_a_person(
    cast: Cast, project: Project
) -> None:
    name_source(project, by=cast.coordinator, url=URL, is_watched=True, at=AT)
    fetch_code(at=AT, get=gives(FILE))

    later = AT + timedelta(days=1)
    for day in range(9):
        fetch_code(at=later + timedelta(days=day), get=fails)

    watch = CodeWatch.objects.get()
    assert (watch.state, watch.reason, watch.attempts) == (DueWork.State.PARKED, "nobody there", 5)


def test_a_first_address_that_fails_says_why_at_once(
    client: Client, cast: Cast, project: Project
) -> None:
    name_source(project, by=cast.coordinator, url=URL, is_watched=False, at=AT)
    fetch_code(at=AT, get=gives(b"<html>"))

    client.force_login(cast.coordinator)
    page = client.get(f"/pl/projects/{project.pk}/publiccode/").content.decode()
    assert CodeWatch.objects.get().reason in page
    assert not CodeFile.objects.exists()


def test_a_page_of_a_repository_leads_to_its_file() -> None:
    raw = "https://raw.githubusercontent.com/italia/medusa/main/publiccode.yml"

    assert raw_address(" https://github.com/italia/medusa/blob/main/publiccode.yml") == raw
    assert raw_address(raw) == raw
    lab = "https://gitlab.example.org/a/b/-/blob/main/publiccode.yml"
    assert raw_address(lab) == lab.replace("blob", "raw")


def test_remarks_stand_beside_their_field(client: Client, cast: Cast, project: Project) -> None:
    client.force_login(cast.coordinator)
    address = f"/pl/projects/{project.pk}/publiccode/"
    upload = SimpleUploadedFile("publiccode.yml", FILE)

    answer = client.post(address, {"file": upload}, follow=True)

    rows = {row.name: row for row in answer.context["rows"]}
    assert [one.code for one in rows["licence"].remarks] == ["licence"]
    assert [one.key for one in answer.context["others"]][-2:] == ["x-a", "publiccodeYmlVersion"]
    file = CodeFile.objects.get()
    revision = answer.context["revision"]
    client.post(
        f"/pl/projects/publiccode/{file.pk}/take/", {"take": "software_name", "revision": revision}
    )
    assert draft_of(project).software_name == "Medusa"


def test_what_is_no_yaml_is_said_in_the_form(client: Client, cast: Cast, project: Project) -> None:
    client.force_login(cast.coordinator)
    address = f"/pl/projects/{project.pk}/publiccode/"

    for given, field in (
        ({"file": SimpleUploadedFile("a.yml", b"a: b: c")}, "file"),
        ({"file": SimpleUploadedFile("a.yml", b"x" * 300_000)}, "file"),
        ({"url": "http://code.example.org/a.yml"}, "url"),
        ({}, "url"),
    ):
        answer = client.post(address, given)
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == [field]


def test_published_software_is_given_out_as_it_was_written(client: Client, cast: Cast) -> None:
    project = make_software(cast)

    answer = client.get(f"/pl/projects/{project.pk}/publiccode.yml")

    assert answer["Content-Type"] == "application/yaml; charset=utf-8"
    found = read_publiccode(answer.content)
    assert found.values == SOFTWARE
    assert found.remarks == []
    assert "publiccode.yml" in client.get(project.get_absolute_url()).content.decode()


@pytest.mark.parametrize("missing", ["licence", "platforms", "long_pl", "software_name"])
def test_an_incomplete_description_gives_out_no_file(
    client: Client, cast: Cast, missing: str
) -> None:
    project = make_software(cast, **{missing: ""})

    assert client.get(f"/pl/projects/{project.pk}/publiccode.yml").status_code == 404
    client.force_login(cast.coordinator)
    page = client.get(f"/pl/projects/{project.pk}/publiccode/")
    assert len(page.context["missing"]) in (1, 3)


def test_the_list_of_addresses_costs_the_same_for_one_and_for_many(
    client: Client, cast: Cast
) -> None:
    def one_more() -> None:
        project = make_project(organisation=cast.office)
        name_source(project, by=cast.coordinator, url=URL, is_watched=True)
        add_code_file(project, by=cast.coordinator, content=FILE, name="a.yml")

    one_more()
    client.force_login(cast.editor)
    one = queries_of(client, "/pl/projects/publiccode/")
    for _ in range(4):
        one_more()

    assert queries_of(client, "/pl/projects/publiccode/") == one
    assert one <= 12
