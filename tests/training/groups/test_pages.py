"""The coordinator's pages, as a coordinator uses them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.counting import queries_of
from tests.factories import make_membership, make_user
from tests.training.enrolments import states
from tests.training.factories import make_enrolment, make_session
from tests.training.pages import page


@pytest.fixture
def coordinator(cast: Cast, client: Client) -> Client:
    client.force_login(cast.coordinator)
    return client


def send(client: Client, session, **data):
    return client.post(reverse("training:enrol_members", args=[session.pk]), data)


def test_first_one_sees_what_would_happen_then_it_happens(cast: Cast, coordinator: Client) -> None:
    session = make_session(capacity=1)
    text = f"{cast.trainee.email}\n{cast.colleague.email}\nobcy@x.test"

    shown = send(coordinator, session, text=text).content.decode()
    assert "osoby, które dostałyby teraz miejsce: 1 z 2" in shown
    assert "obcy@x.test" in shown
    assert states(session) == []
    done = send(coordinator, session, text=text, confirm="fit")

    assert done.headers["Location"] == reverse("training:office", args=[session.pk])
    assert states(session) == ["confirmed", "waiting"]
    assert "osoby z miejscem: 1 z 2" in page(coordinator, "office", session.pk)


def test_all_or_nobody_is_kept_when_a_place_goes_meanwhile(cast: Cast, coordinator: Client) -> None:
    session = make_session(capacity=2)
    text = f"{cast.trainee.email}\n{cast.colleague.email}"
    shown = send(coordinator, session, text=text).content.decode()
    make_enrolment(session)

    refused = send(coordinator, session, text=text, confirm="all")

    assert 'value="all"' in shown
    assert refused.status_code == 422
    assert states(session) == ["confirmed"]


def test_a_file_of_excel_is_read(cast: Cast, coordinator: Client) -> None:
    session = make_session()
    body = f"Imię i nazwisko;Adres\nŁucja Żółć;{cast.trainee.email}\n".encode("cp1250")

    shown = send(coordinator, session, file=SimpleUploadedFile("lista.csv", body))

    assert cast.trainee.name in shown.content.decode()


@pytest.mark.parametrize("data", [{}, {"text": "nikt"}])
def test_a_list_without_people_says_so(cast: Cast, coordinator: Client, data: dict) -> None:
    assert send(coordinator, make_session(), **data).status_code == 422


def test_a_coordinator_sends_somebody_else(cast: Cast, coordinator: Client) -> None:
    session = make_session()
    seat = make_enrolment(session, cast.trainee)
    address = reverse("training:swap", args=[seat.uid])

    assert coordinator.post(address, {"person": cast.stranger.pk}).status_code == 422
    assert coordinator.post(address, {"person": cast.colleague.pk}).status_code == 302

    people = session.enrolments.order_by("pk").values_list("person__name", "state")
    assert list(people) == [
        (cast.trainee.name, "cancelled"),
        (cast.colleague.name, "confirmed"),
    ]


def test_people_of_other_offices_do_not_show(cast: Cast, coordinator: Client) -> None:
    session = make_session()
    make_enrolment(session, cast.trainee)
    make_enrolment(session, cast.stranger)

    text = page(coordinator, "office", session.pk)

    assert (cast.trainee.name in text, cast.stranger.name in text) == (True, False)


def test_the_office_costs_the_same_for_one_and_twenty(cast: Cast, coordinator: Client) -> None:
    costs = []
    for number in (1, 20):
        session = make_session(capacity=30)
        for _ in range(number):
            make_enrolment(session, make_membership(organisation=cast.office).user)
        costs.append(queries_of(coordinator, reverse("training:office", args=[session.pk])))

    assert costs[0] == costs[1] <= 12


def test_places_go_along_the_polish_alphabet(cast: Cast, coordinator: Client) -> None:
    """Seen failing in the order of the database: Łucja came after Zofia and got no place."""
    session = make_session(capacity=1)
    zofia, lucja = (
        make_membership(make_user(name=name), cast.office).user for name in ("Zofia Ż", "Łucja A")
    )
    seat = make_enrolment(make_session(), cast.trainee)

    text = page(coordinator, "enrol_members", session.pk)
    send(coordinator, session, people=[zofia.pk, lucja.pk], confirm="fit")
    swap = coordinator.get(reverse("training:swap", args=[seat.uid])).text

    assert text.index("Łucja A") < text.index("Zofia Ż")
    assert swap.index("Łucja A") < swap.index("Zofia Ż")
    assert session.enrolments.get(person=lucja).state == "confirmed"
