"""The pages on which one says how one takes part, and sees how others do."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.counting import queries_of
from tests.training.enrolments import enrol_self, states
from tests.training.factories import make_enrolment, make_session, make_two_ways
from tests.training.pages import enrol_data, page
from training.models import Session
from training.states import Way


@pytest.fixture
def session(cast: Cast) -> Session:
    return make_two_ways(on_site=1, online=2)


def test_one_chooses_among_both_ways_and_changes_later(
    cast: Cast, trainee: Client, session: Session
) -> None:
    address = reverse("training:enrol", args=[session.pk])
    shown = page(trainee, "session", session.pk)
    assert [f"{way} – wolne:" in shown for way in ("stacjonarnie", "online")] == [True, True]

    assert trainee.post(address, enrol_data(cast)).status_code == 422
    trainee.post(address, enrol_data(cast, way="on_site"))

    enrolment = session.enrolments.get()
    own = page(trainee, "enrolment", enrolment.uid)
    assert [enrolment.check_in_code in own, "Dołącz do spotkania" in own] == [True, False]
    assert ["<dd>Sala 5, Rynek 1, Dobra</dd>" in own, "także online" in own] == [True, False]
    trainee.post(reverse("training:change_way", args=[enrolment.uid]))

    enrolment.refresh_from_db()
    own = page(trainee, "enrolment", enrolment.uid)
    assert enrolment.way == "online"
    assert [enrolment.check_in_code in own, "Dołącz do spotkania" in own] == [False, True]


def test_a_session_with_one_way_asks_and_shows_nothing_of_it(cast: Cast, trainee: Client) -> None:
    session = make_session()
    enrolment = make_enrolment(session, cast.trainee)
    make_enrolment(session)

    own = page(trainee, "enrolment", enrolment.uid)
    trainee.post(reverse("training:change_way", args=[enrolment.uid]))

    assert ["Zmień udział" in own, "<dt>Udział</dt>" in own] == [False, False]
    assert 'name="way"' not in page(trainee, "session", make_session().pk)
    enrolment.refresh_from_db()
    assert enrolment.way == "online"


def test_others_change_nobodys_way(cast: Cast, client: Client, session: Session) -> None:
    enrolment = enrol_self(session, cast.trainee, way=Way.ON_SITE)
    client.force_login(cast.colleague)

    answer = client.post(reverse("training:change_way", args=[enrolment.uid]))

    enrolment.refresh_from_db()
    assert (answer.status_code, enrolment.way) == (404, "on_site")


def test_a_coordinator_enrols_a_list_one_way(cast: Cast, client: Client, session: Session) -> None:
    client.force_login(cast.coordinator)
    address = reverse("training:enrol_members", args=[session.pk])
    text = f"{cast.trainee.email}\n{cast.colleague.email}"
    assert client.post(address, {"text": text}).status_code == 422

    shown = client.post(address, {"text": text, "way": "online"}).content.decode()
    assert '<input type="hidden" name="way" value="online">' in shown
    assert "2 z 2" in shown
    client.post(address, {"text": text, "way": "online", "confirm": "all"})

    assert list(session.enrolments.values_list("way", "state")) == [("online", "confirmed")] * 2
    assert page(client, "office", session.pk).count("online") >= 2


def test_another_date_offers_each_free_way(cast: Cast, trainee: Client, session: Session) -> None:
    here = make_session(session.course, days=20)
    enrolment = enrol_self(here, cast.trainee)
    make_enrolment(session)
    address = reverse("training:transfer", args=[enrolment.uid])

    shown = page(trainee, "transfer", enrolment.uid)
    offered = [f'value="{session.pk}-{way}"' in shown for way in Way]
    full = trainee.post(address, {"session": f"{session.pk}-on_site"})
    trainee.post(address, {"session": f"{session.pk}-online"})

    assert (offered, full.status_code) == ([False, True], 422)
    assert session.enrolments.get(person=cast.trainee).way == "online"


def test_the_catalogue_finds_it_either_way(cast: Cast, client: Client, session: Session) -> None:
    title = session.course.title_pl
    found = [title in page(client, "course_list", place=place) for place in Way]

    assert found == [True, True]
    assert [title in page(client, "course_list", place="both")] == [True]  # no such choice


def test_an_organiser_plans_both_and_sees_each(cast: Cast, organiser: Client) -> None:
    course = make_session().course
    data = {
        "course": course.pk, "place": "both", "capacity": 20, "venue": "Sala 5", "language": "pl",
        "joining_url": "https://spotkania.example/x", "approval_days": 5,
        "meetings-TOTAL_FORMS": 1, "meetings-INITIAL_FORMS": 0,
        "meetings-0-on": "2099-01-12", "meetings-0-starts": "09:00", "meetings-0-ends": "12:00",
    }  # fmt: skip
    address = reverse("training:session_new")
    refused = organiser.post(address, data)
    organiser.post(address, data | {"online_capacity": 100})

    session = Session.objects.get(place="both")
    shown = page(organiser, "organise_session", session.pk)
    assert "Każdy sposób udziału musi mieć" in refused.content.decode()
    assert (session.capacity, session.online_capacity) == (20, 100)
    assert ["stacjonarnie: zajęte: 0 z 20" in shown, "online: zajęte: 0 z 100" in shown] == [
        True
    ] * 2


def test_an_organiser_adds_a_way_and_changes_its_places(cast: Cast, organiser: Client) -> None:
    session = make_session(place="on_site", venue="Sala 5", capacity=3)
    meeting = session.meetings.get()
    data = {
        "place": "both", "venue": "Sala 5", "language": "pl", "approval_days": 5,
        "joining_url": session.joining_url,
        "meetings-TOTAL_FORMS": 1, "meetings-INITIAL_FORMS": 1,
        "meetings-0-on": f"{meeting.on:%Y-%m-%d}",
        "meetings-0-starts": "09:00", "meetings-0-ends": "12:00",
    }  # fmt: skip
    edit = reverse("training:session_edit", args=[session.pk])
    assert organiser.post(edit, data).status_code == 422
    organiser.post(edit, data | {"added_places": 40})

    capacity = reverse("training:session_capacity", args=[session.pk])
    assert organiser.post(capacity, {"capacity": 50}).status_code == 422
    shown = organiser.post(capacity, {"capacity": 50, "way": "online"}).content.decode()
    organiser.post(capacity, {"capacity": 50, "way": "online", "confirm": "1"})

    session.refresh_from_db()
    assert "40 → 50" in shown
    assert (session.capacity, session.online_capacity) == (3, 50)


def test_the_list_in_a_spreadsheet_says_the_way(
    cast: Cast, organiser: Client, session: Session
) -> None:
    make_enrolment(session, way=Way.ONLINE)

    answer = organiser.get(reverse("training:participants", args=[session.pk]))

    heading, line = b"".join(answer.streaming_content).decode("utf-8-sig").strip().splitlines()
    assert ["Udział" in heading, "online" in line] == [True, True]


def test_pages_cost_the_same_for_one_and_twenty(
    cast: Cast, organiser: Client, session: Session
) -> None:
    address = reverse("training:organise_session", args=[session.pk])
    costs = []
    for number in (1, 19):
        for count in range(number):
            make_enrolment(session, way=list(Way)[count % 2])
        costs.append(queries_of(organiser, address))

    assert costs[0] == costs[1] <= 22
    assert set(states(session)) == {"confirmed"}
