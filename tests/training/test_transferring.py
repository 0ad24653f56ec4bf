"""Another date of the course: the seat there first, then the one here is left."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from foundation.mailing.models import OutgoingMail
from tests.cast import Cast
from tests.counting import queries_of
from tests.training.enrolments import enrol_self, states
from tests.training.factories import make_enrolment, make_session
from tests.training.invitations.test_receiver import calendar_of
from tests.training.pages import page
from training import actions
from training.models import Session
from training.states import EnrolmentState


@pytest.fixture
def two_dates(db: None) -> tuple[Session, Session]:
    first = make_session(capacity=1)
    return first, make_session(first.course, days=40, capacity=1)


def test_the_seat_moves_and_the_line_moves_up(cast: Cast, two_dates) -> None:
    here, there = two_dates
    enrolment = enrol_self(here, cast.trainee)
    enrol_self(here, cast.colleague)

    moved = actions.transfer(enrolment, to=there, by=cast.trainee)

    assert (moved.session, moved.organisation) == (there, cast.office)
    assert states(here) == ["cancelled", "offered"]
    assert states(there) == ["confirmed"]
    assert list(calendar_of(cast.trainee).shown()) == [str(moved.uid)]


def test_without_a_free_seat_nothing_changes(cast: Cast, two_dates) -> None:
    """Neither where it is full nor where others wait."""
    here, there = two_dates
    enrolment = enrol_self(here, cast.trainee)
    make_enrolment(there)
    waited_for = make_session(here.course, capacity=2)
    make_enrolment(waited_for, state=EnrolmentState.WAITING)
    sent = OutgoingMail.objects.count()

    for session in (there, waited_for):
        with pytest.raises(ValidationError, match="wolnego miejsca"):
            actions.transfer(enrolment, to=session, by=cast.trainee)

    assert states(here) == ["confirmed"]
    assert OutgoingMail.objects.count() == sent


def test_one_who_waits_can_take_a_free_seat_elsewhere(cast: Cast, two_dates) -> None:
    here, there = two_dates
    make_enrolment(here)
    enrolment = enrol_self(here, cast.trainee)

    actions.transfer(enrolment, to=there, by=cast.coordinator)

    assert states(here) == ["confirmed", "cancelled"]
    assert states(there) == ["confirmed"]


def test_the_limit_of_an_office_holds(cast: Cast, two_dates) -> None:
    here, _there = two_dates
    limited = make_session(here.course, capacity=9, organisation_limit=1)
    enrol_self(limited, cast.colleague)

    with pytest.raises(ValidationError):
        actions.transfer(enrol_self(here, cast.trainee), to=limited, by=cast.trainee)


@pytest.mark.parametrize("fields", [{"state": "closed"}, {"needs_approval": True}])
def test_a_session_keeps_its_own_rules(cast: Cast, two_dates, fields: dict) -> None:
    here, _there = two_dates
    other = make_session(here.course, **fields)

    with pytest.raises(ValidationError):
        actions.transfer(enrol_self(here, cast.trainee), to=other, by=cast.trainee)


def test_only_to_another_session_of_the_same_course(cast: Cast, two_dates) -> None:
    here, _there = two_dates
    enrolment = enrol_self(here, cast.trainee)

    for session in (here, make_session()):
        with pytest.raises(ValidationError, match="tego samego szkolenia"):
            actions.transfer(enrolment, to=session, by=cast.trainee)


def test_who_left_the_office_stays_where_they_are(cast: Cast, two_dates) -> None:
    here, there = two_dates
    enrolment = enrol_self(here, cast.trainee)
    cast.trainee.memberships.update(state="ended")

    with pytest.raises(ValidationError):
        actions.transfer(enrolment, to=there, by=cast.organiser)


def test_colleagues_move_nobody(cast: Cast, two_dates) -> None:
    here, there = two_dates
    enrolment = enrol_self(here, cast.trainee)

    with pytest.raises(PermissionDenied):
        actions.transfer(enrolment, to=there, by=cast.colleague)


def test_after_the_start_it_is_too_late(cast: Cast, two_dates) -> None:
    here, there = two_dates
    enrolment = enrol_self(here, cast.trainee)

    at = here.starts_at + timedelta(minutes=1)

    with pytest.raises(ValidationError):
        actions.transfer(enrolment, to=there, by=cast.trainee, at=at)


def test_the_page_offers_what_is_free_and_moves(cast: Cast, trainee: Client, two_dates) -> None:
    here, there = two_dates
    enrolment = enrol_self(here, cast.trainee)
    full = make_session(here.course, days=50, capacity=1)
    make_enrolment(full)
    known = make_session(here.course, days=55)
    enrol_self(known, cast.trainee)
    address = reverse("training:transfer", args=[enrolment.uid])
    assert address in page(trainee, "enrolment", enrolment.uid)

    text = page(trainee, "transfer", enrolment.uid)
    offered = [f'value="{session.pk}-online"' in text for session in (there, full, known, here)]
    assert offered == [True, False, False, False]
    assert trainee.post(address, {}).status_code == 422
    assert trainee.post(address, {"session": f"{full.pk}-online"}).status_code == 422
    answer = trainee.post(address, {"session": f"{there.pk}-online"})

    assert answer.url == there.enrolments.get().get_absolute_url()
    assert trainee.get(address).status_code == 404


def test_where_nothing_is_free_the_page_says_so(cast: Cast, trainee: Client) -> None:
    enrolment = enrol_self(make_session(), cast.trainee)

    assert "Żaden inny termin" in page(trainee, "transfer", enrolment.uid)


def test_the_page_costs_the_same_for_one_and_twenty(cast: Cast, trainee: Client) -> None:
    here = make_session()
    enrolment = enrol_self(here, cast.trainee)
    address = reverse("training:transfer", args=[enrolment.uid])
    costs = []
    for number in (1, 19):
        for day in range(number):
            make_session(here.course, days=60 + day + number)
        costs.append(queries_of(trainee, address))

    assert costs[0] == costs[1] <= 13
