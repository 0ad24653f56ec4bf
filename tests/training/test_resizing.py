"""More places: who would be offered one stands on the page before, and a slip writes to few."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from tests.training.factories import make_enrolment, make_session
from training.actions import change_capacity
from training.actions.resizing import MOST_OFFERS, preview_capacity
from training.models import Session, WishRound
from training.states import EnrolmentState, Way

WAITING = EnrolmentState.WAITING


def full(*, waiting: int, **fields) -> Session:
    """One place, taken; so many people of different offices in line."""
    session = make_session(capacity=1, **fields)
    make_enrolment(session)
    for _ in range(waiting):
        make_enrolment(session, state=WAITING)
    return session


def offered(session: Session) -> list[str]:
    rows = session.enrolments.filter(state=EnrolmentState.OFFERED).order_by("waiting_since")
    return [row.person.name for row in rows]


@pytest.mark.fault("G9")
def test_the_preview_names_whom_the_offers_reach(cast: Cast) -> None:
    """Seen failing with the line counted without the limit per office: four were said, two were written to."""
    session = full(waiting=1, organisation_limit=1)
    first = session.enrolments.get(state=WAITING)
    for _ in range(3):
        make_enrolment(session, organisation=cast.office, state=WAITING)

    people = preview_capacity(session, Way.ONLINE, 20).people
    change_capacity(session, by=cast.organiser, capacity=20, shown=2)

    assert len(people) == 2
    assert people[0] == first
    assert offered(session) == [enrolment.person.name for enrolment in people]


@pytest.mark.fault("G9")
def test_only_so_many_offers_go_out_within_an_hour(cast: Cast) -> None:
    """Seen failing without `_check_offers`: 20 typed as 200 wrote to everybody in line."""
    session, now = full(waiting=MOST_OFFERS + 1), timezone.now()

    with pytest.raises(ValidationError, match=str(MOST_OFFERS)):
        change_capacity(session, by=cast.organiser, capacity=200, at=now)
    session.refresh_from_db()
    assert (session.capacity, offered(session)) == (1, [])

    change_capacity(session, by=cast.organiser, capacity=MOST_OFFERS + 1, at=now)
    with pytest.raises(ValidationError):
        change_capacity(session, by=cast.organiser, capacity=200, at=now + timedelta(minutes=59))
    change_capacity(session, by=cast.organiser, capacity=200, at=now + timedelta(minutes=61))
    assert len(offered(session)) == MOST_OFFERS + 1


@pytest.mark.fault("G9")
def test_a_line_that_grew_meanwhile_is_looked_at_again(cast: Cast, organiser: Client) -> None:
    """Seen failing with `shown` left out of the view: the third one was written to as well."""
    session = full(waiting=2)
    address = reverse("training:session_capacity", args=[session.pk])
    page = organiser.post(address, {"capacity": 10})
    make_enrolment(session, state=WAITING)
    organiser.post(
        address, {"capacity": 10, "confirm": "1", "shown": page.context["preview"].offers}
    )

    session.refresh_from_db()
    assert (session.capacity, offered(session)) == (1, [])


def test_too_many_offers_leave_nothing_to_confirm(cast: Cast, organiser: Client) -> None:
    session = full(waiting=MOST_OFFERS + 1)
    address = reverse("training:session_capacity", args=[session.pk])

    assert 'name="confirm"' not in organiser.post(address, {"capacity": 200}).text
    assert 'name="confirm"' in organiser.post(address, {"capacity": 20}).text


def test_where_places_are_drawn_no_offers_are_promised(cast: Cast) -> None:
    session = full(waiting=3)
    until = timezone.now() + timedelta(days=1)
    WishRound.objects.create(session=session, wishes_until=until)

    assert preview_capacity(session, Way.ONLINE, 20).offers == 0
