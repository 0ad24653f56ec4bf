"""The numbers beside the desk's views: exact up to a bound, never counted further."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from helpdesk.actions import assign, change_status, discard_draft, keep_draft
from helpdesk.desk import lists
from helpdesk.models import Queue
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_ticket, warsaw


def counts(cast: Cast) -> dict[str, str]:
    queues = list(Queue.objects.served_by(cast.agent))
    found = lists.lines(cast.agent, queues, timezone.now())
    return {line.code: line.count_label for line in found if line.count is not None}


@pytest.mark.fault("D4")
def test_counting_stops_at_the_bound_and_rare_views_stay_exact(cast: Cast, monkeypatch) -> None:
    """Seen failing with one slice of open tickets counted for all views: what is rare was missed."""
    monkeypatch.setattr(lists, "MOST_COUNTED", 3)
    queue = make_desk(cast)
    for _number in range(6):
        make_ticket(cast.requester, cast.office, queue=queue)
    late = make_ticket(cast.requester, cast.office, queue=queue, at=warsaw(2026, 1, 7, 9))
    assign(late, by=cast.agent, assignee=cast.agent)
    waiting = make_ticket(cast.requester, cast.office, queue=queue)
    assign(waiting, by=cast.agent, assignee=cast.agent)
    change_status(waiting, by=cast.agent, status="pending")

    found = counts(cast)

    assert (found["all"], found["nobody"]) == ("3+", "3+")
    assert (found["late"], found["requester"], found["incidents"]) == ("1", "1", "0")


def test_an_agent_finds_what_they_began(cast: Cast) -> None:
    """Seen failing with drafts of everybody, and with the answers of requesters, in the view."""
    queue = make_desk(cast)
    begun, others, asked = (
        make_ticket(cast.requester, cast.office, queue=queue) for _number in range(3)
    )
    keep_draft("note", {"body": "Sprawdzić."}, by=cast.agent, ticket=begun)
    keep_draft("reply", {"body": "Nie moje."}, by=cast.supervisor, ticket=others)
    keep_draft("answer", {"body": "Dopisuję."}, by=cast.requester, ticket=asked)

    assert counts(cast)["drafts"] == "1"
    discard_draft("note", by=cast.agent, ticket=begun)
    assert counts(cast)["drafts"] == "0"


@pytest.mark.fault("D4")
def test_every_count_carries_its_bound_into_one_query(cast: Cast) -> None:
    """Seen failing without the slice: the database counts every open ticket for each view."""
    make_desk(cast)
    queues = list(Queue.objects.served_by(cast.agent))

    with CaptureQueriesContext(connection) as captured:
        found = lists.lines(cast.agent, queues, timezone.now())

    counted = [line for line in found if line.count is not None]
    [query] = [one["sql"] for one in captured if "COUNT(*)" in one["sql"]]
    assert query.count(f"LIMIT {lists.MOST_COUNTED}") == query.count("COUNT(*)") == len(counted)


def test_a_view_kept_over_finished_tickets_counts_them(cast: Cast) -> None:
    """Seen failing with open tickets alone counted: the view said 0 and listed one."""
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast), subject="EZD")
    change_status(ticket, by=cast.agent, status="resolved")
    saved = [{"name": "EZD, zakończone", "base": "done", "word": "ezd"}]
    queues = list(Queue.objects.served_by(cast.agent))

    found = lists.lines(cast.agent, queues, timezone.now(), saved=saved)

    assert [line.count for line in found if line.code == "own:EZD, zakończone"] == [1]
