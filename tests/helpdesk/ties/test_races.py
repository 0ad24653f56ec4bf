"""Merges that meet each other, and merges that meet a mail, on PostgreSQL."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from helpdesk.actions import merge, reply
from helpdesk.actions.history import Merged, survivor_of
from helpdesk.models import Ticket
from tests.cast import Cast, make_cast
from tests.helpdesk.factories import make_desk, make_ticket
from tests.helpdesk.test_races import at_once
from tests.patience import SECONDS

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


def make_tickets(cast: Cast, count: int) -> list[Ticket]:
    queue = make_desk(cast)
    return [make_ticket(cast.requester, cast.office, queue=queue) for _ in range(count)]


@pytest.mark.fault("F4")
def test_of_two_merges_in_opposite_directions_one_is_done(cast: Cast) -> None:
    """Seen failing with `merge` locking its source first: each then waits for the other (a
    deadlock).
    """
    for _ in range(5):
        one, other = make_tickets(cast, 2)
        outcomes = at_once(
            lambda one=one, other=other: merge(one, target=other, by=cast.agent),
            lambda one=one, other=other: merge(other, target=one, by=cast.supervisor),
        )

        survivors = {survivor_of(one), survivor_of(other)}
        assert len(survivors) == 1
        assert sum(isinstance(outcome, Ticket) for outcome in outcomes) == 1


def behind(act: Callable[[], object], *waiting: Callable[[], object]) -> list[object]:
    """Do `act` and commit it only when every other act waits for a lock; return what became of those.

    So what they meet is no matter of chance: each began before `act` was seen, and goes on after it.
    """
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            act()
            others = pool.submit(at_once, *waiting)
            until_waiting(len(waiting))
        return others.result(SECONDS)


def until_waiting(count: int) -> None:
    """Return when so many connections wait for a lock of another one."""
    for _moment in range(int(SECONDS / 0.02)):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0] >= count:
                return
        time.sleep(0.02)
    raise AssertionError("nobody waits")


@pytest.mark.fault("F4")
def test_words_that_arrive_during_a_merge_go_on_where_it_led(cast: Cast) -> None:
    """Seen failing with `lock` not asking whether the ticket was merged: the words were refused."""
    source, target = make_tickets(cast, 2)

    [said] = behind(
        lambda: merge(source, target=target, by=cast.agent),
        lambda: reply(source, by=cast.requester, body="Jeszcze jedno."),
    )

    assert said.ticket == target


@pytest.mark.fault("F4")
@pytest.mark.fault("F5")
def test_words_that_arrive_during_merges_wait_for_nobody_who_waits_for_them(cast: Cast) -> None:
    """Seen failing with `lock_survivor` keeping the lock of the merged ticket: it then waits for the
    target, and one who merges the target into the source waits for it (a deadlock).
    """
    target, source = make_tickets(cast, 2)

    said, merged = behind(
        lambda: merge(source, target=target, by=cast.agent),
        lambda: reply(source, by=cast.requester, body="Jeszcze jedno."),
        lambda: merge(target, target=source, by=cast.supervisor),
    )

    assert said.ticket == survivor_of(source) == target
    assert merged is Merged
