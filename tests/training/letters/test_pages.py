"""The pages of letters: counted and shown before anything is sent, kept afterwards."""

from uuid import uuid4

from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.counting import queries_of
from tests.training.factories import make_enrolment, make_session, make_two_ways
from tests.training.letters.factories import make_letter
from tests.training.pages import page
from training.models import Letter, Session
from training.states import Way


def data(**more) -> dict[str, object]:
    said = {"states": ["confirmed"], "subject": "Co zabrać", "body": "Dzień dobry, {{ osoba }}."}
    return said | {"token": uuid4()} | more


def address(session: Session) -> str:
    return reverse("training:letters", args=[session.pk])


def test_nothing_is_sent_before_the_number_was_confirmed(cast: Cast, organiser: Client) -> None:
    session = make_session()
    first, _second = make_enrolment(session, cast.trainee), make_enrolment(session)

    shown = organiser.post(address(session), data()).content.decode()
    wrong = organiser.post(address(session), data(receivers="1")).content.decode()
    assert not Letter.objects.exists()
    sent = organiser.post(address(session), data(receivers="2"))

    assert f"Dzień dobry, {first.person}." in shown
    assert "2 osoby dostaną tę wiadomość" in shown.replace("\N{NO-BREAK SPACE}", " ")
    assert "Liczba odbiorców tymczasem się zmieniła" in wrong
    assert sent.headers["Location"] == Letter.objects.get().get_absolute_url()


def test_only_one_way_is_written_to_where_a_session_has_both(cast: Cast, organiser: Client) -> None:
    session = make_two_ways(on_site=5, online=5)
    make_enrolment(session)
    for _ in range(2):
        make_enrolment(session, way=Way.ONLINE)
    shown = organiser.get(address(session)).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "tylko online – 2 osoby" in shown

    preview = organiser.post(address(session), data(way="online")).content.decode()
    organiser.post(address(session), data(way="online", receivers="2"))

    letter = Letter.objects.get()
    assert 'name="way" value="online"' in preview
    assert [r.enrolment.way for r in letter.receivers.all()] == ["online", "online"]
    assert "miejsce potwierdzone; tylko online" in page(
        organiser, "letter", session.pk, letter.pk
    ).replace("\N{NO-BREAK SPACE}", " ")


def test_one_can_go_back_to_the_text(cast: Cast, organiser: Client) -> None:
    session = make_enrolment().session

    text = organiser.post(address(session), data(receivers="1", again="1")).content.decode()

    assert "Dzień dobry, {{ osoba }}." in text
    assert not Letter.objects.exists()


def test_a_wrong_placeholder_is_named(cast: Cast, organiser: Client) -> None:
    session = make_enrolment().session

    answer = organiser.post(address(session), data(body="{{ hasło }}"))

    assert answer.status_code == 422
    assert "{{ hasło }}" in answer.content.decode()


def test_a_letter_is_found_only_under_its_session(cast: Cast, organiser: Client) -> None:
    letter = make_letter(make_enrolment().session, cast.organiser)
    elsewhere = reverse("training:letter", args=[make_session().pk, letter.pk])

    assert letter.subject in page(organiser, "letter", letter.session_id, letter.pk)
    assert organiser.get(elsewhere).status_code == 404


def test_the_log_costs_the_same_for_one_and_five(cast: Cast, organiser: Client) -> None:
    small, large = make_enrolment().session, make_enrolment().session
    make_letter(small, cast.organiser)
    for _ in range(5):
        make_letter(large, cast.organiser)

    costs = [queries_of(organiser, address(session)) for session in (small, large)]

    assert costs[0] == costs[1] <= 12


def test_receivers_cost_the_same_for_one_and_twenty(cast: Cast, organiser: Client) -> None:
    small, large = make_enrolment().session, make_session()
    for _ in range(20):
        make_enrolment(large)
    letters = [make_letter(session, cast.organiser) for session in (small, large)]

    costs = [queries_of(organiser, letter.get_absolute_url()) for letter in letters]

    assert costs[0] == costs[1] <= 12
