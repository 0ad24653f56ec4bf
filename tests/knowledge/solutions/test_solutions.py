"""What an office can join, who uses it already, what can pay for it, and by when."""

import html
import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from foundation.accounts.models import Territory
from knowledge.actions.system_use import declare_use
from knowledge.duties.office_duties import duties_of
from knowledge.models import FundingCall, Solution, SystemUse
from tests.cast import Cast
from tests.counting import queries_of
from tests.factories import make_organisation
from tests.knowledge.solutions.factories import make_call, make_solution

pytestmark = pytest.mark.django_db
SOLUTIONS, FUNDING = "/pl/knowledge/solutions/", "/pl/knowledge/funding/"


def make_place(terc: str) -> Territory:
    return Territory.objects.create(terc=terc, name=f"woj. {terc}", level="voivodeship")


def titles(calls) -> list[str]:
    return [call.title for call in calls]


def test_active_offices_that_ticked_the_system_are_counted(cast: Cast, client: Client) -> None:
    """Seen failing without the filter on active offices."""
    solution = make_solution()
    declare_use(solution.system, by=cast.requester, organisation=cast.office, is_used=True)
    closed = make_organisation(is_active=False)
    SystemUse.objects.create(system=solution.system, organisation=closed)

    assert Solution.objects.for_list().get().offices == 1
    assert "1 urząd" in client.get(solution.get_absolute_url()).text


def test_joining_opens_a_ticket_that_names_the_solution(cast: Cast, client: Client) -> None:
    solution = make_solution(title_pl="EZD w chmurze")
    client.force_login(cast.requester)
    page = client.get(solution.get_absolute_url()).text
    link = re.search(r'href="([^"]+system=[^"]+subject=[^"]+)"', page)[1]

    form = client.get(html.unescape(link)).context["form"]

    assert str(form["system"].value()) == str(solution.system_id)
    assert form["body"].value() == "Chcemy przystąpić: EZD w chmurze"


def test_drafts_are_seen_by_those_who_write(cast: Cast, client: Client) -> None:
    """Seen failing with `visible_to` giving everything."""
    solution, call = make_solution(is_published=False), make_call(is_published=False)
    addresses = [solution.get_absolute_url(), call.get_absolute_url()]

    for role, status in (("anonymous", 404), ("requester", 404), ("editor", 200)):
        client.logout()
        if role != "anonymous":
            client.force_login(cast.person(role))
        assert [client.get(address).status_code for address in addresses] == [status, status]
        listed = client.get(SOLUTIONS).text + client.get(FUNDING).text
        assert (solution.title in listed, call.title in listed) == (status == 200, status == 200)


def test_the_nearest_end_first_and_closed_ones_apart(client: Client) -> None:
    late, open_end = make_call(closes_in=60), make_call(closes_in=None)
    today, over = make_call(closes_in=0), make_call(closes_in=-1)

    page = client.get(FUNDING)

    assert titles(page.context["calls"]) == titles([today, late, open_end])
    assert titles(page.context["closed"]) == titles([over])
    assert [one.standing for one in (today, over, make_call(opens_in=3))] == [
        "open",
        "over",
        "coming",
    ]


def test_a_voivodeship_sees_its_own_and_national_ones(client: Client) -> None:
    here, there = make_place("30"), make_place("04")
    national, own = make_call(closes_in=10), make_call(closes_in=20, place=here)
    make_call(place=there)

    assert titles(client.get(FUNDING, {"voivodeship": "30"}).context["calls"]) == titles(
        [national, own]
    )


def test_calls_meant_for_the_office_are_among_its_dates(cast: Cast) -> None:
    """Seen failing with unchecked calls taken in, and with each condition left out."""
    here, there = make_place("30"), make_place("04")
    cast.office.territories.add(here)
    meant = make_call(place=here, kinds=["gmina"])
    make_call(place=there)
    make_call(kinds=["powiat"])
    make_call(checked_on=None)
    make_call(is_published=False)
    make_call(closes_in=None)

    dates = duties_of(cast.office)

    assert [(one.on, one.url) for one in dates] == [(meant.closes_on, meant.get_absolute_url())]
    assert not dates[0].is_statutory


def test_a_call_is_no_duty_and_no_day_of_the_office(cast: Cast, client: Client) -> None:
    """Seen failing with the words of days that the office set, and with calls among the first three."""
    call = make_call(closes_in=5)
    client.force_login(cast.requester)

    page = client.get("/pl/knowledge/duties/").text

    assert page.count(call.get_absolute_url()) == 1
    assert "dla urzędów, które chcą się ubiegać" in page
    assert "termin wyznaczony przez urząd" not in page


def test_a_call_cannot_close_before_it_opens() -> None:
    with pytest.raises(ValidationError):
        make_call(opens_in=5, closes_in=4)


def test_a_solution_shows_the_calls_one_can_still_apply_to(client: Client) -> None:
    solution = make_solution()
    open_one = make_call(solutions=[solution])
    make_call(solutions=[solution], closes_in=-3)

    page = client.get(solution.get_absolute_url())

    assert titles(page.context["calls"]) == titles([open_one])
    assert page.context["solution"].steps == ["Policz stanowiska.", "Podpisz porozumienie."]


def test_lists_cost_the_same_for_one_row_and_for_twenty(client: Client) -> None:
    client.get(SOLUTIONS)  # Wagtail remembers its sites
    costs = []
    for count in (1, 19):
        for _ in range(count):
            make_call(
                place=Territory.objects.first() or make_place("30"), closes_in=-count, opens_in=-30
            )
            make_solution()
            make_call()
        costs.append((queries_of(client, SOLUTIONS), queries_of(client, FUNDING)))

    assert costs[0] == costs[1]
    assert max(costs[0]) <= 12


def test_the_day_of_the_end_still_counts() -> None:
    today = timezone.localdate()
    call = make_call(closes_in=0)

    assert titles(FundingCall.objects.not_over(today)) == [call.title]
    assert titles(FundingCall.objects.not_over(today + timedelta(days=1))) == []
