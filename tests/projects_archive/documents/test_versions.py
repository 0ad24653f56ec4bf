"""Documents: who adds and releases them, and why no version is ever replaced."""

from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from foundation.files.models import StoredFile
from foundation.files.owners import is_visible_to
from foundation.mailing.models import Notification
from projects_archive.actions.documents import (
    add_document,
    add_version,
    refuse_version,
    release_version,
    withdraw_version,
)
from projects_archive.models import Document, DocumentVersion, Project
from tests.cast import Cast
from tests.projects_archive.factories import make_project, make_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(cast: Cast) -> Project:
    return make_project(organisation=cast.office)


def file_of(text: str) -> BytesIO:
    return BytesIO(text.encode())


@pytest.mark.fault("I7")
def test_a_changed_file_is_a_new_version_and_the_old_one_stays(
    cast: Cast, project: Project
) -> None:
    """Seen failing with `_keep` giving the newest version the new file instead of making one."""
    first = make_version(project, content=b"pierwsza", by=cast.reviewer, is_released=True)
    hashes = {1: first.file.sha256}

    second = add_version(
        first.document, by=cast.coordinator, content=file_of("druga"), name="opz.txt", note="termin"
    )

    hashes[2] = second.file.sha256
    kept = {one.number: one.file.sha256 for one in first.document.versions.select_related("file")}
    assert kept == hashes
    with first.file.content.open("rb") as content:
        assert content.read() == b"pierwsza"
    assert [one.state for one in first.document.versions.all()] == ["waiting", "released"]


def test_the_same_bytes_are_no_new_version(cast: Cast, project: Project) -> None:
    first = make_version(project, content=b"to samo")

    with pytest.raises(ValidationError, match="1"):
        add_version(
            first.document, by=cast.coordinator, content=file_of("to samo"), name="kopia.txt"
        )

    assert DocumentVersion.objects.count() == StoredFile.objects.count() == 1


def test_only_the_office_and_the_archive_add_documents(cast: Cast, project: Project) -> None:
    for person in (cast.requester, cast.stranger, cast.agent):
        with pytest.raises(PermissionDenied):
            add_document(
                project, by=person, kind="manual", title="x", content=file_of("x"), name="x.txt"
            )
    added = add_document(
        project, by=cast.coordinator, kind="manual", title="x", content=file_of("x"), name="x.txt"
    )
    assert (added.added_by, added.organisation) == (cast.coordinator, cast.office)


def test_a_file_is_read_by_others_once_it_was_checked(cast: Cast, project: Project) -> None:
    version = make_version(project, by=cast.reviewer)
    people = (cast.stranger, cast.coordinator, cast.editor)
    assert [is_visible_to(version.file, one) for one in people] == [False, True, True]

    with pytest.raises(PermissionDenied):
        release_version(version, by=cast.editor, is_checked=True)
    with pytest.raises(ValidationError):
        release_version(version, by=cast.reviewer, is_checked=False)
    assert not is_visible_to(version.file, cast.stranger)

    release_version(version, by=cast.reviewer, is_checked=True)
    assert is_visible_to(version.file, cast.stranger)
    project.refresh_from_db()
    assert project.has_documents


def test_a_refusal_tells_the_office_why(cast: Cast, project: Project) -> None:
    version = add_document(
        project,
        by=cast.coordinator,
        kind="manual",
        title="Instrukcja",
        content=file_of("x"),
        name="x.txt",
    )

    refuse_version(version, by=cast.reviewer, reason="strona 12 wymienia testerów")

    news = Notification.objects.get(user=cast.coordinator)
    assert "strona 12 wymienia testerów" in news.text
    assert news.url == version.document.get_absolute_url()


def test_nobody_decides_twice(cast: Cast, project: Project) -> None:
    version = make_version(project, is_released=True)

    with pytest.raises(ValidationError):
        refuse_version(version, by=cast.reviewer, reason="za późno")


def test_the_office_withdraws_what_must_go_at_once(
    cast: Cast, project: Project, client: Client
) -> None:
    version = make_version(project, is_released=True)

    withdraw_version(version, by=cast.coordinator, reason="numer telefonu na stronie 3")

    assert not is_visible_to(version.file, cast.stranger)
    assert client.get(version.document.get_absolute_url()).status_code == 404
    assert StoredFile.objects.filter(pk=version.file_id).exists()
    project.refresh_from_db()
    assert not project.has_documents


def test_a_document_comes_once_under_its_title(cast: Cast, project: Project) -> None:
    make_version(project, title="OPZ", kind="specification")

    with pytest.raises(ValidationError):
        make_version(project, title="OPZ", kind="specification")
    assert Document.objects.count() == 1
