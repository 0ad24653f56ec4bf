"""Warnings of deadlines: each share once, to the agent or the queue, whatever dies between."""

from datetime import timedelta

import pytest

from foundation.accounts.models import User
from foundation.mailing.models import Notification
from helpdesk import notices
from helpdesk.actions import assign, change_status, reply
from helpdesk.models import Absence, DeadlineWarning, EscalationStep, Ticket
from helpdesk.supervision_sweeps import warn_of_deadlines
from tests.cast import Cast
from tests.helpdesk.assignment.test_assignment import make_colleague
from tests.helpdesk.factories import make_desk, make_ticket, warsaw

MORNING = warsaw(2026, 11, 16, 8)  # 4 h to the first response, 16 h to the resolution
HALF, FOUR_FIFTHS = warsaw(2026, 11, 16, 10), warsaw(2026, 11, 16, 11, 12)
ALL = warsaw(2026, 11, 16, 12)


def a_ticket(cast: Cast) -> Ticket:
    return make_ticket(cast.requester, cast.office, queue=make_desk(cast), at=MORNING)


def told(kind: str = "helpdesk.agent") -> list[tuple[str, str]]:
    rows = Notification.objects.filter(kind=kind).order_by("pk")
    return [(row.user.name, row.text.partition(" PW-")[0]) for row in rows.select_related("user")]


def test_each_share_is_told_once(cast: Cast) -> None:
    ticket = a_ticket(cast)
    assert ticket.next_warning_at == warsaw(2026, 11, 16, 10)

    for moment in (MORNING, HALF, HALF, FOUR_FIFTHS, FOUR_FIFTHS, ALL, ALL + timedelta(hours=1)):
        warn_of_deadlines(at=moment)

    assert told() == [
        (cast.agent.name, "Minęło 50 % czasu na odpowiedź w zgłoszeniu"),
        (cast.agent.name, "Minęło 80 % czasu na odpowiedź w zgłoszeniu"),
        (cast.agent.name, "Minął termin zgłoszenia"),
    ]
    ticket.refresh_from_db()
    assert ticket.next_warning_at is None
    assert list(ticket.warnings.values_list("share", flat=True)) == [50, 80, 100]


def test_a_worker_that_slept_tells_the_highest_share_alone(cast: Cast) -> None:
    a_ticket(cast)

    warn_of_deadlines(at=warsaw(2026, 11, 16, 11, 30))

    assert told() == [(cast.agent.name, "Minęło 80 % czasu na odpowiedź w zgłoszeniu")]


def test_the_agent_of_a_ticket_is_told_and_nobody_else(cast: Cast) -> None:
    ticket = a_ticket(cast)
    assign(ticket, by=cast.supervisor, assignee=cast.supervisor, at=MORNING)
    Notification.objects.all().delete()

    warn_of_deadlines(at=warsaw(2026, 11, 16, 10))

    assert [name for name, _text in told()] == [cast.supervisor.name]


def make_chain(cast: Cast) -> tuple[Ticket, User]:
    """A ticket of the agent, whose colleague hears at 80 per cent and the supervisor at 100."""
    ticket = a_ticket(cast)
    colleague = make_colleague(ticket.queue)
    EscalationStep.objects.create(queue=ticket.queue, share=80, whom="deputy")
    EscalationStep.objects.create(queue=ticket.queue, share=100, whom="supervisor")
    ticket = assign(ticket, by=cast.agent, assignee=cast.agent, at=MORNING)
    return ticket, colleague


def names() -> list[str]:
    return [name for name, _text in told()]


def test_each_step_of_the_chain_hears_once(cast: Cast) -> None:
    """Seen failing with `before` always 0: the colleague heard of the last share too."""
    _ticket, colleague = make_chain(cast)

    for moment in (HALF, HALF, FOUR_FIFTHS, FOUR_FIFTHS, ALL, ALL):
        warn_of_deadlines(at=moment)

    agent = cast.agent.name
    assert names() == [agent, agent, colleague.name, agent, cast.supervisor.name]


def test_a_chain_killed_between_two_people_repeats_nothing(cast: Cast, monkeypatch) -> None:
    """Seen failing without `@transaction.atomic` on `warn`: the agent heard twice."""
    _ticket, colleague = make_chain(cast)
    tell = notices.warn_agent

    def dies(*args, **fields) -> None:
        if fields["agent"] == colleague:
            raise KeyboardInterrupt
        tell(*args, **fields)

    with monkeypatch.context() as patch:
        patch.setattr(notices, "warn_agent", dies)
        with pytest.raises(KeyboardInterrupt):
            warn_of_deadlines(at=FOUR_FIFTHS)
    assert names() == []

    warn_of_deadlines(at=FOUR_FIFTHS)
    warn_of_deadlines(at=ALL)

    agent = cast.agent.name
    assert names() == [agent, colleague.name, agent, cast.supervisor.name]


def test_deputies_hear_in_place_of_those_who_are_away(cast: Cast) -> None:
    """Seen failing without `in_place_of`; the deputy's own deputy is reached, a stranger never."""
    ticket, colleague = make_chain(cast)
    second = make_colleague(ticket.queue)
    away = {"starts_on": MORNING.date(), "ends_on": MORNING.date()}
    Absence.objects.create(user=cast.agent, deputy=colleague, **away)
    Absence.objects.create(user=colleague, deputy=second, **away)
    Absence.objects.create(user=cast.supervisor, deputy=cast.stranger, **away)

    for moment in (HALF, FOUR_FIFTHS, ALL):
        warn_of_deadlines(at=moment)

    assert names() == [second.name, second.name, second.name, cast.supervisor.name]


def test_a_worker_killed_between_telling_and_writing_tells_once(cast: Cast, monkeypatch) -> None:
    """Seen failing without `@transaction.atomic` on `warn`: the notification was there twice."""
    ticket = a_ticket(cast)
    ticket.queue.members.create(user=cast.supervisor)
    tell, calls = notices.warn_agent, []

    def dies(*args, **fields) -> None:
        tell(*args, **fields)
        calls.append(fields["agent"])
        if len(calls) == 1:
            raise KeyboardInterrupt

    monkeypatch.setattr(notices, "warn_agent", dies)
    with pytest.raises(KeyboardInterrupt):
        warn_of_deadlines(at=warsaw(2026, 11, 16, 10))
    assert DeadlineWarning.objects.count() == 0

    warn_of_deadlines(at=warsaw(2026, 11, 16, 10, 1))

    assert [name for name, _text in told()] == [cast.agent.name, cast.supervisor.name]


def test_a_clock_that_stands_warns_of_nothing_and_goes_on_after(cast: Cast) -> None:
    ticket = a_ticket(cast)
    change_status(ticket, by=cast.agent, status="pending", at=warsaw(2026, 11, 16, 9))
    assert warn_of_deadlines(at=warsaw(2026, 11, 18, 9)) == 0

    reply(ticket, by=cast.requester, body="Oto numer.", at=warsaw(2026, 11, 18, 9))

    ticket.refresh_from_db()
    assert ticket.next_warning_at == warsaw(2026, 11, 18, 10)


def test_a_share_warned_of_before_a_pause_is_not_warned_of_again(cast: Cast) -> None:
    ticket = a_ticket(cast)
    warn_of_deadlines(at=warsaw(2026, 11, 16, 10))
    change_status(ticket, by=cast.agent, status="pending", at=warsaw(2026, 11, 16, 10, 5))
    reply(ticket, by=cast.requester, body="Oto numer.", at=warsaw(2026, 11, 17, 8))

    warn_of_deadlines(at=warsaw(2026, 11, 17, 8))

    ticket.refresh_from_db()
    assert list(ticket.warnings.values_list("share", flat=True)) == [50]
    assert ticket.next_warning_at == warsaw(2026, 11, 17, 9, 7)
