"""Materials of a session: for those with a place, its trainers and organisers, and nobody else."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.factories import make_membership
from tests.training.factories import make_enrolment, make_session
from tests.training.pages import page
from training import actions
from training.models import Session, SessionMaterial
from training.states import EnrolmentState


def slides() -> SimpleUploadedFile:
    return SimpleUploadedFile("slajdy.txt", b"Kopie zapasowe")


def share(session: Session, cast: Cast, **more) -> SessionMaterial:
    given = {"content": slides()} | more
    return actions.share_material(session, by=cast.organiser, title="Slajdy", **given)


def status(client: Client, address: str) -> int:
    """Of a download, which is read to its end."""
    response = client.get(address)
    if response.streaming:
        assert response.getvalue() == b"Kopie zapasowe"
    return response.status_code


HAS_PLACE = {"confirmed", "attended", "partly_attended", "absent"}


@pytest.mark.parametrize("state", EnrolmentState.values)
def test_a_file_is_for_those_with_a_place(cast: Cast, trainee: Client, state: str) -> None:
    """Seen failing with every enrolment let in: who waited in line could download the slides."""
    session = make_session()
    enrolment = make_enrolment(session, cast.trainee, state=state)
    material = share(session, cast)
    address = reverse("files:download", args=[material.file.pk])

    may = state in HAS_PLACE
    assert status(trainee, address) == (200 if may else 404)
    assert ("Slajdy" in page(trainee, "enrolment", enrolment.uid)) == may


def test_nobody_else_gets_it(cast: Cast, client: Client) -> None:
    session = make_session()
    make_enrolment(session, cast.trainee)
    make_enrolment(make_session(), cast.colleague)
    trainer = make_membership().user
    session.trainers.add(trainer)
    address = reverse("files:download", args=[share(session, cast).file.pk])

    for person in (cast.colleague, cast.coordinator, cast.stranger, cast.agent, cast.editor):
        client.force_login(person)
        assert status(client, address) == 404
    for person in (trainer, cast.organiser, cast.trainee):
        client.force_login(person)
        assert status(client, address) == 200
    client.logout()
    assert status(client, address) != 200


def test_a_recording_is_a_link(cast: Cast, trainee: Client) -> None:
    session = make_session()
    enrolment = make_enrolment(session, cast.trainee, state="attended")
    share(session, cast, content=None, url="https://nagrania.example/abc")

    assert "https://nagrania.example/abc" in page(trainee, "enrolment", enrolment.uid)
    assert "nagrania" not in page(trainee, "session", session.pk)


@pytest.mark.parametrize(
    "given",
    [
        {"content": None},
        {"url": "https://example.org/"},
        {"content": None, "url": "http://example.org/"},
        {"content": None, "url": "javascript:alert(1)"},
        {"content": SimpleUploadedFile("a.exe", b"MZ")},
    ],
)
def test_neither_both_or_harmful_is_refused(cast: Cast, given: dict) -> None:
    with pytest.raises(ValidationError):
        share(make_session(), cast, **given)
    assert SessionMaterial.objects.count() == 0


def test_trainers_share_in_their_own_sessions_only(cast: Cast) -> None:
    session = make_session()
    trainer = make_membership().user
    session.trainers.add(trainer)

    actions.share_material(session, by=trainer, title="Ćwiczenie", content=slides())
    with pytest.raises(PermissionDenied):
        actions.share_material(make_session(), by=trainer, title="x", content=slides())


def test_sharing_and_taking_back_on_the_page(cast: Cast, organiser: Client) -> None:
    session = make_session()
    address = reverse("training:materials", args=[session.pk])

    assert organiser.post(address, {"title": "Slajdy"}).status_code == 422
    organiser.post(address, {"title": "Slajdy", "file": slides()})
    material = SessionMaterial.objects.get()
    assert "slajdy.txt" in page(organiser, "materials", session.pk)
    file = reverse("files:download", args=[material.file.pk])
    organiser.post(reverse("training:material_remove", args=[session.pk, material.pk]))

    assert SessionMaterial.objects.count() == 0
    assert status(organiser, file) == 404


def test_a_copy_has_no_materials_of_the_old_session(cast: Cast) -> None:
    session = make_session()
    share(session, cast)

    copy = actions.copy_session(
        session, by=cast.organiser, first_on=session.meetings.get().on.replace(year=2030)
    )

    assert list(copy.materials.all()) == []


def test_the_page_asks_for_one_file(cast: Cast, organiser: Client) -> None:
    """Seen failing with `multiple`: one could choose several and was refused afterwards."""
    text = page(organiser, "materials", make_session().pk)

    assert 'type="file"' in text
    assert " multiple" not in text
