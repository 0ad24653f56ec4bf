"""Several at once at the desk, on PostgreSQL."""

import pytest
from django.core.exceptions import ValidationError

from helpdesk.actions import BeingAnswered, send_soon, take_back
from helpdesk.models import Draft, UnsentReply
from helpdesk.sweeps import send_replies
from tests.cast import Cast, make_cast
from tests.helpdesk.factories import make_desk, make_ticket
from tests.helpdesk.test_races import at_once

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.mark.parametrize("_time", range(5))
def test_taking_back_while_it_is_sent(cast: Cast, _time: int) -> None:
    """Either it is sent and taking back says so, or it is a draft and nothing is sent; never both."""
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    unsent = send_soon(ticket, by=cast.agent, body="Tak.")
    due = unsent.next_try_at

    def back() -> object:
        try:
            return take_back(unsent, by=cast.agent)
        except ValidationError as error:
            return error.code

    outcome, *_swept = at_once(back, *[lambda: send_replies(at=due)] * 3)

    is_sent = outcome == "sent"
    assert ticket.messages.count() == (2 if is_sent else 1)
    assert (Draft.objects.count(), UnsentReply.objects.count()) == (0 if is_sent else 1, 0)


@pytest.mark.fault("F4")
def test_of_two_agents_sending_at_once_one_is_stopped(cast: Cast) -> None:
    """Seen failing when `send_soon` looks for a waiting reply before it takes the lock."""
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))

    def sending(by):
        def act() -> object:
            try:
                return send_soon(ticket, by=by, body=f"Od {by}.", version=1)
            except BeingAnswered as error:
                return type(error)

        return act

    outcomes = at_once(sending(cast.agent), sending(cast.supervisor))

    assert outcomes.count(BeingAnswered) == 1
    send_replies(at=UnsentReply.objects.get().next_try_at)
    assert ticket.messages.count() == 2
