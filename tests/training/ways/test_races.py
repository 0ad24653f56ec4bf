"""Many people at the last places of two ways, or of two dates: real threads with connections of their own."""

import pytest

from tests.training.at_once import at_once
from tests.training.enrolments import seats_in
from tests.training.factories import make_enrolment, make_session, make_two_ways
from tests.training.test_races import broken_rules, pools, tries
from training import actions
from training.seats import seats
from training.states import Way


@pytest.mark.fault("G1")
@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_the_last_place_of_each_way_goes_once() -> None:
    """Enrolling in both ways, and changing into both, all in the same moment."""
    session = make_two_ways(on_site=4, online=4)
    seated = [make_enrolment(session, way=way) for way in Way for _ in range(3)]
    changes = [lambda e=e: actions.change_way(e, way=Way(e.way).other, by=e.person) for e in seated]

    at_once([*changes, *tries(session, 20, Way.ON_SITE), *tries(session, 20, Way.ONLINE)])

    assert [after.taken for after in pools(session).values()] == [4, 4]
    assert sum(after.waiting for after in pools(session).values()) == 38
    assert broken_rules() == []


@pytest.mark.fault("G1")
@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_without_row_locks_changes_of_way_oversell(without_row_locks: None) -> None:
    """The negative control of the way's own places."""
    session = make_two_ways(on_site=40, online=10)
    seated = [make_enrolment(session) for _ in range(40)]

    at_once([lambda e=e: actions.change_way(e, way=Way.ONLINE, by=e.person) for e in seated])

    assert seats(session, Way.ONLINE).taken > 10
    assert len(broken_rules()) == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_who_change_dates_never_wait_for_each_other() -> None:
    """Twelve times there and back at once.

    Seen failing with the sessions locked in the order given instead of sorted: a deadlock.
    """
    here = make_session(capacity=50)
    there = make_session(here.course, days=40, capacity=50)
    moves = [
        (make_enrolment(session), to)
        for session, to in ((here, there), (there, here))
        for _ in range(12)
    ]

    at_once([lambda e=e, to=to: actions.transfer(e, to=to, by=e.person) for e, to in moves])

    assert [seats_in(session).taken for session in (here, there)] == [12, 12]
    assert broken_rules() == []
