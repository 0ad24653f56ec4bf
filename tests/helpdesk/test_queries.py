"""How many questions a page asks the database: the same for one row and for twenty."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from helpdesk.actions import add_note, assign, close, reply, send, send_soon
from helpdesk.desk.views import QUEUES
from helpdesk.models import Queue, Ticket
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_queue, make_system, make_ticket

MOST_FOR_A_LIST = 12
# With the list beside it, drafts, replies about to be sent, who else is there, tags and followers.
MOST_FOR_THE_DESK = 26
MOST_FOR_A_REQUESTERS_TICKET = (
    25  # with answers, offices, draft, followers, ties, related things, difficulties
)


def count(client: Client, address: str) -> int:
    client.get(address)  # fills what is read once per process
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def make_tickets(cast: Cast, queue: Queue, number: int) -> Ticket:
    for _number in range(number):
        ticket = make_ticket(cast.requester, cast.office, queue=queue, system=make_system())
        assign(ticket, by=cast.agent, assignee=cast.agent)
    return ticket


@pytest.mark.parametrize(
    ("role", "name"), [("agent", "desk"), ("supervisor", "desk"), ("requester", "ticket_list")]
)
def test_lists(cast: Cast, client: Client, role: str, name: str) -> None:
    queue = make_desk(cast)
    client.force_login(cast.person(role))
    address = reverse(f"helpdesk:{name}") + ("?view=all" if name == "desk" else "")
    make_tickets(cast, queue, 1)
    for_one = count(client, address)
    make_tickets(cast, queue, 19)

    for_twenty = count(client, address)

    assert for_twenty == for_one
    assert for_twenty <= MOST_FOR_A_LIST


@pytest.mark.parametrize("role", ["agent", "supervisor"])
@pytest.mark.parametrize("query", ["view=all", "view=all&select=1", "view=all&tag=pilne"])
def test_the_desk_list_of_many_queues(cast: Cast, client: Client, role: str, query: str) -> None:
    """Seen failing with the tickets of each queue counted by a query of their own in `lists.lines`."""
    client.force_login(cast.person(role))
    address = f"{reverse('helpdesk:desk')}?{query}"
    queues = [make_queue(cast.agent)]
    make_ticket(cast.requester, cast.office, queue=queues[0])
    for_one = count(client, address)
    queues += [make_queue(cast.agent) for _number in range(19)]
    for queue in queues[1:]:
        make_ticket(cast.requester, cast.office, queue=queue)

    for_twenty = count(client, address)

    views = client.get(address).context["views"]
    assert [view.count for view in views if view.group is QUEUES] == [1] * 20
    assert for_twenty == for_one
    assert for_twenty <= MOST_FOR_A_LIST


def test_the_desk_with_an_open_ticket(cast: Cast, client: Client) -> None:
    queue = make_desk(cast)
    client.force_login(cast.agent)
    ticket = make_tickets(cast, queue, 1)
    reply(ticket, by=cast.agent, body="Tak.")
    address = reverse("helpdesk:desk_ticket", args=[ticket.reference])
    for_one = count(client, address)
    ticket = make_tickets(cast, queue, 19)
    for _number in range(9):
        reply(ticket, by=cast.requester, body="Jeszcze jedno.")
        reply(ticket, by=cast.agent, body="Tak.")
        add_note(ticket, by=cast.agent, body="Uwaga.")
    address = reverse("helpdesk:desk_ticket", args=[ticket.reference])

    for_twenty = count(client, address)

    assert for_twenty == for_one
    assert for_twenty <= MOST_FOR_THE_DESK


def test_a_requesters_ticket(cast: Cast, client: Client) -> None:
    queue = make_desk(cast)
    client.force_login(cast.requester)
    ticket = make_tickets(cast, queue, 1)
    address = reverse("helpdesk:ticket", args=[ticket.reference])
    for_one = count(client, address)
    for _number in range(19):
        reply(ticket, by=cast.requester, body="Jeszcze jedno.")

    for_twenty = count(client, address)

    assert for_twenty == for_one
    assert for_twenty <= MOST_FOR_A_REQUESTERS_TICKET


def test_what_acts_cost(cast: Cast) -> None:
    """Seen failing without `LOADED`, and with the hours of the calendar read for every event."""
    ticket = make_tickets(cast, make_desk(cast), 1)
    unsent = send_soon(ticket, by=cast.agent, body="Tak.", status="pending")
    acts = {
        "send": lambda: send(unsent, at=timezone.now()),
        "reply": lambda: reply(ticket, by=cast.requester, body="Jeszcze jedno."),
        "note": lambda: add_note(ticket, by=cast.agent, body="Uwaga."),
        "close": lambda: close(ticket, by=cast.requester),
    }

    costs = {}
    for name, act in acts.items():
        with CaptureQueriesContext(connection) as queries:
            act()
        costs[name] = len(queries)

    assert costs == {"send": 50, "reply": 31, "note": 15, "close": 18}


def test_a_new_ticket_and_an_answer_are_indexed_once_each(cast: Cast) -> None:
    """Seen failing with three rows for the ticket, before `open_ticket` was `indexed_once`."""
    queue = make_desk(cast)
    with CaptureQueriesContext(connection) as opening:
        ticket = make_ticket(cast.requester, cast.office, queue=queue)
    with CaptureQueriesContext(connection) as answering:
        reply(ticket, by=cast.agent, body="Tak.")

    marks = [
        [q for q in queries if "search_indexchange" in q["sql"]] for queries in (opening, answering)
    ]
    assert [len(found) for found in marks] == [1, 1]
