"""Changing many tickets at once: each refusal is said, and undoing really restores."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import User
from helpdesk import integrity
from helpdesk.actions import add_note, change_many, change_status, do_item, reply, undo
from helpdesk.models import BulkChange, BulkItem, Queue, Tag, Ticket
from helpdesk.sweeps import change_many_tickets
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_queue, make_ticket
from tests.helpdesk.writing.factories import make_tag

FIELDS = (
    "status", "priority", "assignee", "queue", "waits_for", "resolved_at", "unanswered_since",
    "calendar", "first_response_minutes",
)  # fmt: skip


@pytest.fixture
def desk(cast: Cast) -> Queue:
    return make_desk(cast)


def some(cast: Cast, desk: Queue, number: int = 3) -> list[Ticket]:
    return [make_ticket(cast.requester, cast.office, queue=desk) for _ in range(number)]


def state(ticket: Ticket) -> tuple:
    ticket.refresh_from_db()
    return *(getattr(ticket, name) for name in FIELDS), set(ticket.tags.all())


def work_off(change: BulkChange) -> list[str]:
    for item in change.items.all():
        do_item(item, at=timezone.now())
    return [item.state for item in change.items.all()]


def value_of(cast: Cast, what: str) -> str:
    return {
        "assign": str(cast.agent.pk),
        "queue": str(make_queue(cast.other_agent).pk),
        "status": "resolved",
        "priority": "urgent",
        "tag": str(make_tag().pk),
        "untag": str(Tag.objects.get(slug="stara").pk),
    }[what]


@pytest.mark.parametrize("what", BulkChange.What.values)
def test_undoing_restores_everything_as_further_events(cast: Cast, desk: Queue, what: str) -> None:
    tickets = some(cast, desk)
    make_tag(slug="stara").tickets.add(*tickets)
    before = [state(ticket) for ticket in tickets]
    change = change_many(tickets, by=cast.agent, what=what, value=value_of(cast, what))
    assert work_off(change) == ["done"] * 3
    changed = [state(ticket) for ticket in tickets]
    events = [ticket.events.count() for ticket in tickets]

    assert work_off(undo(change, by=cast.agent)) == ["done"] * 3

    assert all(one != other for one, other in zip(before, changed, strict=True))
    assert [state(ticket) for ticket in tickets] == before
    assert all(t.events.count() > n for t, n in zip(tickets, events, strict=True))
    assert (integrity.wrong_deadlines(), integrity.broken_chains()) == ([], [])


def test_undoing_leaves_what_went_on_since(cast: Cast, desk: Queue) -> None:
    """Seen failing when `_restore` does not compare the last event."""
    alone, went_on, noted = some(cast, desk)
    change = change_many([alone, went_on, noted], by=cast.agent, what="status", value="resolved")
    work_off(change)
    reply(went_on, by=cast.requester, body="Nadal nie działa.")
    add_note(noted, by=cast.agent, body="Sprawdzone.")

    back = undo(change, by=cast.agent)

    assert work_off(back) == ["done", "parked", "parked"]
    assert [ticket.status for ticket in Ticket.objects.order_by("pk")] == [
        "new",
        "open",
        "resolved",
    ]
    assert all(item.reason for item in back.items.filter(state="parked"))


def test_refusals_are_said_ticket_by_ticket(cast: Cast, desk: Queue) -> None:
    fine, closed, moved = some(cast, desk)
    change_status(closed, by=cast.agent, status="closed")
    change = change_many([fine, closed, moved], by=cast.agent, what="status", value="pending")
    moved.queue = make_queue(cast.other_agent)
    moved.save()

    assert work_off(change) == ["done", "parked", "parked"]

    _fine, refused, lost = change.items.all()
    assert "zamknięte" in refused.reason or "closed" in refused.reason
    assert lost.reason


def test_a_killed_request_is_finished_by_the_worker_once(cast: Cast, desk: Queue) -> None:
    tickets = some(cast, desk)
    change = change_many(tickets, by=cast.agent, what="status", value="pending")
    do_item(change.items.first(), at=timezone.now())

    first = change_many_tickets(at=timezone.now())
    again = change_many_tickets(at=timezone.now() + timedelta(hours=1))

    assert (first, again) == (2, 0)
    assert [t.events.filter(verb="status").count() for t in tickets] == [1, 1, 1]


def test_only_ones_own_change_within_the_hour_and_once(cast: Cast, desk: Queue) -> None:
    change = change_many(some(cast, desk), by=cast.agent, what="priority", value="high")
    work_off(change)

    with pytest.raises(PermissionDenied):
        undo(change, by=cast.supervisor)
    with pytest.raises(ValidationError):
        undo(change, by=cast.agent, at=timezone.now() + timedelta(hours=2))
    back = undo(change, by=cast.agent)
    with pytest.raises(ValidationError):
        undo(change, by=cast.agent)
    with pytest.raises(PermissionDenied):
        undo(back, by=cast.agent)


@pytest.mark.fault("B1")
@pytest.mark.parametrize(
    "change",
    ["assign:999", "queue:off", "status:on_hold", "priority:x", "delete:1", "", "assign:²"],
)
def test_a_change_takes_no_foreign_value(cast: Cast, desk: Queue, client, change: str) -> None:
    """Seen failing when `_new_value` takes any queue, any status, or any priority."""
    [ticket] = some(cast, desk, 1)
    off = make_queue(is_active=False)
    client.force_login(cast.agent)

    value = change.replace("off", str(off.pk))
    client.post(reverse("helpdesk:desk_bulk"), {"ticket": ticket.reference, "change": value})

    assert BulkItem.objects.count() == 0


@pytest.mark.fault("B1")
def test_tickets_of_other_queues_are_left_out(cast: Cast, desk: Queue, client) -> None:
    """Seen failing when `bulk.chosen` looks among all tickets."""
    [mine] = some(cast, desk, 1)
    foreign = make_ticket(cast.requester, cast.office, queue=make_queue(cast.other_agent))
    client.force_login(cast.agent)
    data = {"ticket": [mine.reference, foreign.reference], "change": "priority:urgent"}

    client.post(reverse("helpdesk:desk_bulk"), data)

    foreign.refresh_from_db()
    assert [item.ticket for item in BulkItem.objects.all()] == [mine]
    assert foreign.priority == "normal"


@pytest.mark.fault("B1")
def test_nobody_gets_a_ticket_they_do_not_answer(cast: Cast, desk: Queue) -> None:
    """Seen failing when `_apply` sets the assignee itself instead of calling `assign`."""
    for person in (cast.other_agent, cast.requester):
        assert isinstance(person, User)
        [ticket] = some(cast, desk, 1)
        change = change_many([ticket], by=cast.agent, what="assign", value=str(person.pk))
        assert work_off(change) == ["parked"]


def test_the_list_says_what_came_of_it(cast: Cast, desk: Queue, client) -> None:
    one, two = some(cast, desk, 2)
    change_status(two, by=cast.agent, status="closed")
    client.force_login(cast.agent)
    data = {
        "ticket": [one.reference, two.reference],
        "change": "status:pending",
        "kept": "view=all",
    }

    page = client.post(reverse("helpdesk:desk_bulk"), data, follow=True)

    shown = page.content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert page.redirect_chain[0][0].startswith("/pl/helpdesk/desk/?view=all&bulk=")
    assert "Zmieniono: 1 zgłoszenie z 2." in shown
    assert two.reference in shown
    assert 'data-key="Z"' in shown
