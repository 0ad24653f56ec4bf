"""Tickets that come back by themselves: reminders, waking, closing; and what a queue bars."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from foundation.mailing.models import Notification, OutgoingMail
from helpdesk import transitions
from helpdesk.actions import assign, change_status, close, reply
from helpdesk.jobs import come_back
from helpdesk.models import BarredMove, Queue, Status, Ticket
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_ticket, warsaw

MONDAY = warsaw(2026, 11, 16, 9)
MORNING = timedelta(hours=6, minutes=30)


def on(day: int):
    return warsaw(2026, 11, 1) + timedelta(days=day - 1) + MORNING


@pytest.fixture
def ticket(cast: Cast) -> Ticket:
    """Opened on Monday the 16th and taken by the agent."""
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast), at=MONDAY)
    return assign(ticket, by=cast.agent, assignee=cast.agent, at=MONDAY)


def told(cast: Cast) -> list[str]:
    return list(Notification.objects.filter(user=cast.agent).values_list("text", flat=True))


def test_a_ticket_on_hold_reminds_once_on_its_day(cast: Cast, ticket: Ticket) -> None:
    hold = {"status": "on_hold", "waits_for": "Ministerstwo", "follow_up_on": date(2026, 11, 20)}
    change_status(ticket, by=cast.agent, at=MONDAY, **hold)

    come_back(at=on(19))
    assert told(cast) == []
    come_back(at=on(20))
    come_back(at=on(20))
    come_back(at=on(21))

    ticket.refresh_from_db()
    assert told(cast) == [f"Zapytaj dziś ponownie: zgłoszenie {ticket.reference}: {ticket.subject}"]
    assert ticket.status == "on_hold"


def test_a_pending_ticket_wakes_on_its_day(cast: Cast, ticket: Ticket) -> None:
    """Fails when `come_back` looks at tickets on hold only."""
    change_status(
        ticket, by=cast.agent, status="pending", follow_up_on=date(2026, 11, 20), at=MONDAY
    )

    come_back(at=on(20))

    ticket.refresh_from_db()
    assert (ticket.status, ticket.follow_up_on) == ("open", None)
    assert len(told(cast)) == 1


def test_an_answer_wakes_before_the_day(cast: Cast, ticket: Ticket) -> None:
    change_status(
        ticket, by=cast.agent, status="pending", follow_up_on=date(2026, 11, 20), at=MONDAY
    )
    reply(ticket, by=cast.requester, body="Odpowiadam.", at=on(18))
    before = told(cast)

    come_back(at=on(20))

    assert told(cast) == before


def test_nobody_s_ticket_reminds_everybody_in_its_queue(cast: Cast, ticket: Ticket) -> None:
    assign(ticket, by=cast.agent, assignee=None, at=MONDAY)
    change_status(
        ticket, by=cast.agent, status="pending", follow_up_on=date(2026, 11, 20), at=MONDAY
    )

    come_back(at=on(20))

    assert len(told(cast)) == 1


def test_a_resolved_ticket_tells_first_and_closes_after(cast: Cast, ticket: Ticket) -> None:
    """Fails when `close_resolved` does not ask whether the requester was told."""
    Queue.objects.update(closes_after_days=7)
    change_status(ticket, by=cast.agent, status="resolved", at=MONDAY)
    states = []

    for day in (20, 21, 22, 23):
        come_back(at=on(day))
        mails = OutgoingMail.objects.filter(kind="helpdesk.closing").count()
        states.append((day, Ticket.objects.get().status, mails))

    assert states == [
        (20, "resolved", 0),
        (21, "resolved", 1),
        (22, "resolved", 1),
        (23, "closed", 1),
    ]


def test_whoever_is_told_late_has_two_days_all_the_same(cast: Cast, ticket: Ticket) -> None:
    Queue.objects.update(closes_after_days=7)
    change_status(ticket, by=cast.agent, status="resolved", at=MONDAY)
    come_back(at=on(28))
    assert Ticket.objects.get().closes_on == date(2026, 11, 30)
    come_back(at=on(29))
    assert Ticket.objects.get().status == "resolved"
    come_back(at=on(30))
    assert Ticket.objects.get().status == "closed"


def test_a_new_word_takes_the_closing_back(cast: Cast, ticket: Ticket) -> None:
    change_status(ticket, by=cast.agent, status="resolved", at=MONDAY)
    come_back(at=on(29))
    reply(ticket, by=cast.requester, body="Nadal nie działa.", at=on(29))

    come_back(at=warsaw(2026, 12, 20))

    ticket.refresh_from_db()
    assert (ticket.status, ticket.closes_on, ticket.closing_told_on) == ("open", None, None)


def test_a_queue_may_keep_tickets_resolved(cast: Cast, ticket: Ticket) -> None:
    Queue.objects.update(closes_after_days=None)
    change_status(ticket, by=cast.agent, status="resolved", at=MONDAY)

    come_back(at=warsaw(2027, 11, 16))

    assert Ticket.objects.get().status == "resolved"


def test_what_a_queue_bars_binds_agents_alone(cast: Cast, ticket: Ticket) -> None:
    """Fails when `refuse_of_staff` asks `ALLOWED` instead of `following`."""
    BarredMove.objects.create(queue=ticket.queue, from_status="new", to_status="closed")

    assert Status.CLOSED not in transitions.following(ticket)
    with pytest.raises(ValidationError):
        close(ticket, by=cast.agent)
    assert close(ticket, by=cast.requester).status == "closed"


def test_taking_up_again_cannot_be_barred(cast: Cast, ticket: Ticket) -> None:
    barred = BarredMove(queue=ticket.queue, from_status="resolved", to_status="open")

    with pytest.raises(ValidationError):
        barred.full_clean()
