"""Every way to a ticket agrees with the reading rule, whoever asks, for whichever office they act.

Tickets, rights that ended, roles and the acting office are drawn; then one person asks everywhere:
list, detail, desk, search tokens, file, export, websocket, notification, counts.
"""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO

import pytest
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.accounts.acting import SESSION_KEY
from foundation.accounts.models import Membership, User
from foundation.files.actions import store_file
from foundation.mailing.models import Notification
from foundation.search import tokens
from helpdesk import audience
from helpdesk.actions import reply
from helpdesk.actions.warnings import warn
from helpdesk.consumers import TicketConsumer
from helpdesk.desk import lists
from helpdesk.models import Attachment, Queue, QueueMember, Ticket
from helpdesk.reports.dashboard import Dashboard
from helpdesk.reports.filters import Asked
from tests.cast import Cast
from tests.helpdesk.factories import make_level, make_queue, make_ticket, warsaw

ONCE_UPON_A_TIME = warsaw(2026, 11, 2, 9)
WRITERS = {
    "requester": "office",
    "coordinator": "office",
    "colleague": "office",
    "delegate": "office",
    "stranger": "other_office",
}
EVENTS = ("nothing", "left the office", "mandate ended", "left the queue", "lost the role")

tickets = st.tuples(
    st.sampled_from(sorted(WRITERS)),
    st.sampled_from(["question", "incident"]),
    st.booleans(),  # restricted
    st.booleans(),  # in the queue of the first agent
    st.booleans(),  # without an office
)
stories = st.tuples(
    st.lists(tickets, min_size=1, max_size=4),
    st.sampled_from(EVENTS),
    st.sampled_from(Cast.ROLES[1:]),
    st.sampled_from(["office", "other_office", "service_centre", None]),
)


def check(cast: Cast, story) -> None:
    """One drawn story, undone afterwards."""
    with transaction.atomic():
        drawn, event, role, acting = story
        queues = [make_queue(cast.agent), make_queue(cast.other_agent)]
        for queue in queues:
            make_level(queue)
        for ticket in drawn:
            _write(cast, ticket, queues)
        _happens(cast, event)
        person = User.objects.get(pk=cast.person(role).pk)
        office = getattr(cast, acting) if acting else None
        _agree(person, list(Ticket.objects.order_by("pk")), office)
        transaction.set_rollback(True)


def _write(cast: Cast, drawn, queues: Sequence[Queue]) -> None:
    writer, kind, is_restricted, is_first, without_office = drawn
    author = cast.person(writer)
    fields = {"kind": kind, "is_restricted": is_restricted, "at": ONCE_UPON_A_TIME}
    file = store_file(BytesIO(b"Zrzut"), name="zrzut.txt", by=author)
    office = getattr(cast, WRITERS[writer])
    ticket = make_ticket(author, office, queue=queues[not is_first], files=[file], **fields)
    reply(ticket, by=cast.agent if is_first else cast.other_agent, body="Tak.")
    if without_office:
        Ticket.objects.filter(pk=ticket.pk).update(organisation=None, mandate=None)


def _happens(cast: Cast, event: str) -> None:
    if event == "left the office":
        Membership.objects.filter(user=cast.requester).update(state="ended")
    elif event == "mandate ended":
        cast.office.mandates_given.update(ended_at=timezone.now())
    elif event == "left the queue":
        QueueMember.objects.filter(user=cast.agent).delete()
    elif event == "lost the role":
        cast.agent.groups.clear()


def _agree(person: User, everything: Sequence[Ticket], office) -> None:
    client = Client()
    client.force_login(person)
    if office:
        session = client.session
        session[SESSION_KEY] = office.pk
        session.save()
    visible = _numbers(Ticket.objects.visible_to(person))
    served = _numbers(Ticket.objects.served_by(person))
    assert served <= visible

    carried = tokens.tokens_of(person)
    assert {t.reference for t in everything if audience.of_ticket(t) & carried} == visible
    assert _opened(client, "ticket", everything, (200, 302)) == visible
    assert _opened(client, "desk_ticket", everything, (200,)) == served
    assert _listed(client, everything) == visible - served
    assert _exported(client, "own", scope="office") == visible - served
    assert _exported(client, "desk", view="all") == served
    assert {t.reference for t in everything if _may_listen(person, t)} == visible
    assert _with_readable_file(client, everything) == visible
    assert _warned(person, everything) <= served
    assert _counted(person) == len(served)
    _assert_reports_hold_nothing_restricted()


def _numbers(found) -> set[str]:
    return set(found.values_list("reference", flat=True))


def _opened(client: Client, name: str, everything, good: tuple[int, ...]) -> set[str]:
    return {
        ticket.reference
        for ticket in everything
        if client.get(reverse(f"helpdesk:{name}", args=[ticket.reference])).status_code in good
    }


def _listed(client: Client, everything) -> set[str]:
    page = client.get(reverse("helpdesk:ticket_list"), {"scope": "office"}).content.decode()
    return {ticket.reference for ticket in everything if ticket.reference in page}


def _exported(client: Client, source: str, **parameters: str) -> set[str]:
    page = client.get(reverse("helpdesk:export", args=[source, "csv"]), parameters)
    if page.status_code == 404:
        return set()
    text = page.getvalue().decode("utf-8-sig")
    return {row[0] for row in list(csv.reader(StringIO(text), delimiter=";"))[1:]}


def _may_listen(person: User, ticket: Ticket) -> bool:
    consumer = TicketConsumer()
    consumer.scope = {"url_route": {"kwargs": {"reference": ticket.reference}}}
    return consumer.allows(person)


def _with_readable_file(client: Client, everything) -> set[str]:
    found = set()
    for ticket in everything:
        attachment = Attachment.objects.get(message__ticket=ticket)
        page = client.get(attachment.url)
        if page.status_code == 200:
            assert b"".join(page.streaming_content) == b"Zrzut"
            found.add(ticket.reference)
    return found


def _warned(person: User, everything) -> set[str]:
    """Tickets of which `person` is told when the deadline has passed."""
    Notification.objects.all().delete()
    for ticket in everything:
        warn(ticket, at=warsaw(2027, 11, 2, 9))
    texts = " ".join(Notification.objects.filter(user=person).values_list("text", flat=True))
    return {ticket.reference for ticket in everything if ticket.reference in texts}


def _counted(person: User) -> int:
    queues = list(Queue.objects.served_by(person))
    lines = lists.lines(person, queues, timezone.now())
    return next(line.count for line in lines if line.code == "all")


def _assert_reports_hold_nothing_restricted() -> None:
    board = Dashboard(Asked.of(QueryDict("period=365"), timezone.now()))
    shared = Ticket.objects.filter(is_restricted=False)
    assert len(board.opened) == shared.count()
    assert sum(row.figures.count for row in board.table("kind").rows) == shared.count()


@pytest.mark.fault("B4")
@pytest.mark.fault("B9")
@settings(
    max_examples=10,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(story=stories)
def test_every_way_to_a_ticket_agrees_with_the_rule(cast: Cast, story) -> None:
    """Seen failing with `tickets_of` without `served_by`, `for_statistics` without its filter, and
    with `TicketConsumer.allows` among all tickets.
    """
    check(cast, story)


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.parametrize("_part", range(2))
@settings(
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(story=stories)
def test_every_way_to_a_ticket_agrees_with_the_rule_in_many_stories(
    cast: Cast, _part: int, story
) -> None:
    """Two hundred of them, in parts for several processes."""
    check(cast, story)
