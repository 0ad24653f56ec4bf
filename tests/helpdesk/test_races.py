"""Several at once, on PostgreSQL: numbers, two answers, answering while the requester closes."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from helpdesk.actions import Outdated, close, open_ticket, reply
from helpdesk.models import Ticket
from tests.cast import Cast, make_cast
from tests.helpdesk.factories import make_desk, make_ticket
from tests.patience import SECONDS

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run every act in a thread and connection of its own, all in the same moment."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            barrier.wait(SECONDS)
            return act()
        except (ValidationError, IntegrityError) as error:
            return type(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def opening(cast: Cast) -> Callable[[], Ticket]:
    fields = {"organisation": cast.office, "subject": "Pytanie", "body": "Treść"}
    return lambda: open_ticket(by=cast.requester, **fields)


def test_twenty_openings_get_twenty_numbers(cast: Cast) -> None:
    make_desk(cast)

    tickets = at_once(*[opening(cast)] * 20)

    assert len({ticket.reference for ticket in tickets}) == 20


def test_without_locks_numbers_collide(cast: Cast, without_row_locks: None) -> None:
    """Negative control: the same race without row locks gives a number twice, and the database refuses."""
    make_desk(cast)

    assert IntegrityError in at_once(*[opening(cast)] * 20)


@pytest.mark.fault("F4")
def test_of_two_answers_to_the_same_state_one_is_sent(cast: Cast) -> None:
    """Seen failing when `reply` compares the version before it takes the lock."""
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))

    def answer(by) -> Callable[[], object]:
        return lambda: reply(ticket, by=by, body=f"Od {by}.", version=1)

    outcomes = at_once(answer(cast.agent), answer(cast.supervisor))

    assert outcomes.count(Outdated) == 1
    assert ticket.messages.count() == 2


@pytest.mark.fault("F4")
def test_an_answer_while_the_requester_closes_is_seen_or_refused(cast: Cast) -> None:
    """Seen failing when `close` does not take the lock: it then counts on from a version that is past."""
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))

    outcomes = at_once(
        lambda: reply(ticket, by=cast.agent, body="Tak.", version=1),
        lambda: close(ticket, by=cast.requester),
    )

    ticket.refresh_from_db()
    is_refused = Outdated in outcomes
    facts = (ticket.status, ticket.messages.count(), ticket.version)
    # An answer counts twice: for its words and for the status it brings.
    assert facts == (("closed", 1, 2) if is_refused else ("closed", 2, 4))
