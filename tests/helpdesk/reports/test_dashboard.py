"""The dashboard counts what it may, says it in both languages and stays cheap."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from foundation.accounts.models import Territory
from helpdesk.actions import change_status, reply
from helpdesk.reports.dashboard import Dashboard
from helpdesk.reports.filters import Asked
from tests.cast import Cast
from tests.factories import make_organisation
from tests.helpdesk.factories import make_desk, make_system, make_ticket, warsaw

MOST_QUERIES = 30
NOW = warsaw(2026, 11, 20, 12)


def board(query: str = "", at=NOW) -> Dashboard:
    return Dashboard(Asked.of(QueryDict(query), at))


def test_times_are_working_time_without_pauses(cast: Cast) -> None:
    ticket = make_ticket(
        cast.requester, cast.office, queue=make_desk(cast), at=warsaw(2026, 11, 10, 14, 30)
    )
    reply(
        ticket, by=cast.agent, body="Proszę o numer.", status="pending", at=warsaw(2026, 11, 12, 8)
    )
    reply(ticket, by=cast.requester, body="4711", at=warsaw(2026, 11, 16, 8))
    change_status(ticket, by=cast.agent, status="resolved", at=warsaw(2026, 11, 16, 9))

    found = board()

    assert found.total.response_median == 90  # an hour on Tuesday, half an hour after the holiday
    assert found.total.resolution_median == 150
    assert (found.total.response_kept, found.total.resolution_kept) == (100, 100)
    assert (len(found.opened), len(found.finished), len(found.open_now)) == (1, 1, 0)


def test_whose_turn_it_was_is_told_apart(cast: Cast) -> None:
    ticket = make_ticket(
        cast.requester, cast.office, queue=make_desk(cast), at=warsaw(2026, 11, 16, 8)
    )
    reply(ticket, by=cast.agent, body="Jaki numer?", status="pending", at=warsaw(2026, 11, 16, 9))
    reply(ticket, by=cast.requester, body="4711", at=warsaw(2026, 11, 16, 12))
    change_status(ticket, by=cast.agent, status="resolved", at=warsaw(2026, 11, 16, 12))

    found = [(turn.side, turn.minutes, turn.share) for turn in board().turns]

    assert found == [("us", 60, 25), ("requester", 180, 75), ("others", 0, 0)]


def test_what_is_late_counts_as_broken_while_it_runs(cast: Cast) -> None:
    make_ticket(cast.requester, cast.office, queue=make_desk(cast), at=warsaw(2026, 11, 16, 8))

    found = board()

    assert (found.late, found.total.response_kept) == (1, 0)
    assert [bar.value for bar in found.ages] == [0, 0, 1, 0, 0, 0]


@pytest.mark.fault("B4")
def test_restricted_tickets_are_in_no_figure(cast: Cast) -> None:
    """Seen failing with `for_statistics` returning everything: the incident is counted for
    supervisors.
    """
    queue = make_desk(cast)
    make_ticket(cast.requester, cast.office, queue=queue, kind="incident", at=NOW)
    make_ticket(cast.requester, cast.office, queue=queue, at=NOW)

    found = board()

    assert (len(found.opened), len(found.open_now)) == (1, 1)
    assert [(row.name, row.figures.count) for row in found.table("kind").rows] == [("pytanie", 1)]


def test_a_filter_narrows_everything(cast: Cast) -> None:
    queue, system = make_desk(cast), make_system()
    pomorskie = Territory.objects.create(terc="22", level="voivodeship", name="pomorskie")
    gmina = Territory.objects.create(terc="220101", level="gmina", name="Dobra", parent=pomorskie)
    cast.office.territories.add(gmina)
    school = make_organisation(name="Szkoła", kind="school", parent=cast.office)
    make_ticket(cast.requester, cast.office, queue=queue, system=system, at=NOW)
    make_ticket(cast.supervisor, school, queue=queue, channel="phone", at=NOW)
    make_ticket(cast.stranger, cast.other_office, queue=queue, at=NOW)

    counts = {
        query: len(board(query).opened)
        for query in (
            "",
            f"system={system.pk}",
            "channel=phone",
            "organisation_kind=school",
            "voivodeship=22",
            f"queue={queue.pk}&kind=fault",
            "queue=999&kind=nonsense&period=12&voivodeship=99",
        )
    }

    assert list(counts.values()) == [3, 1, 1, 1, 2, 0, 3]
    tile = next(tile for tile in board().tiles if tile.code == "22")
    assert (tile.name, tile.value, tile.address) == ("pomorskie", 2, "?voivodeship=22")


def test_the_page_costs_the_same_for_one_and_for_twenty(cast: Cast, client: Client) -> None:
    queue = make_desk(cast)
    client.force_login(cast.supervisor)
    address = reverse("helpdesk:dashboard")

    def cost(number: int) -> int:
        for _number in range(number):
            ticket = make_ticket(cast.requester, cast.office, queue=queue, system=make_system())
            change_status(ticket, by=cast.agent, status="resolved")
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    for_one, for_twenty = cost(1), cost(19)

    assert for_one == for_twenty
    assert for_twenty <= MOST_QUERIES


@pytest.mark.parametrize("language", ["pl", "en"])
def test_an_empty_help_desk_has_a_dashboard_too(cast: Cast, client: Client, language: str) -> None:
    client.force_login(cast.supervisor)

    with override(language):
        page = client.get(reverse("helpdesk:dashboard"))

    assert page.status_code == 200
    assert page.context["board"].total.is_empty


def test_the_period_before_is_compared(cast: Cast) -> None:
    queue = make_desk(cast)
    for day in (1, 2, 12):
        make_ticket(cast.requester, cast.office, queue=queue, at=warsaw(2026, 11, day, 9))

    found = board("period=7", at=timezone.localtime(warsaw(2026, 11, 9, 8)))

    assert (len(found.opened), found.before) == (1, 1)
