"""What next: the gaps in the order of doing, what helps, and a question with its context."""

from datetime import date

import pytest
from django.test import Client

from knowledge.models import Assessment, RequirementRating
from tests.cast import Cast
from tests.counting import queries_of
from tests.knowledge.assessment.factories import change, make_assessment
from tests.knowledge.factories import make_guidance, make_requirement_data, make_version

pytestmark = pytest.mark.django_db


def with_gaps(cast: Cast, gaps: list[dict], levels: tuple[str, ...] = ()) -> Assessment:
    requirements = [
        make_requirement_data(code=f"BI-{n:02d}", level=levels[n] if levels else "must")
        for n in range(len(gaps))
    ]
    version = make_version(requirements=requirements)
    assessment = make_assessment(cast.office, version=version, by=cast.coordinator)
    ratings = RequirementRating.objects.filter(assessment=assessment).in_order()
    for rating, values in zip(ratings, gaps, strict=True):
        change(rating, by=cast.coordinator, **values)
    return assessment


def next_page(client: Client, assessment: Assessment):
    return client.get(f"{assessment.get_absolute_url()}next/")


def test_the_nearest_day_comes_first_then_the_level_then_the_worse(
    cast: Cast, client: Client
) -> None:
    assessment = with_gaps(
        cast,
        [
            {"result": "partly"},
            {"result": "not_met"},
            {"result": "met"},
            {"result": "not_met"},
            {"result": "partly", "due_on": date(2027, 1, 1).isoformat()},
        ],
        levels=("must", "should", "must", "must", "may"),
    )
    client.force_login(cast.requester)

    context = next_page(client, assessment).context

    first = [one.own.text.code for one, _help in context["first"]]
    later = [one.own.text.code for one in context["later"]]
    assert (first, later) == (["BI-04", "BI-03", "BI-00"], ["BI-01"])


def test_each_gap_shows_what_helps_and_asks_with_its_context(cast: Cast, client: Client) -> None:
    assessment = with_gaps(cast, [{"result": "not_met"}])
    text = RequirementRating.objects.get(assessment=assessment).text
    make_guidance(title="Kopie krok po kroku", requirements=[text.requirement])
    client.force_login(cast.requester)

    page = next_page(client, assessment).text
    address = f"/pl/helpdesk/new/?kind=question&requirement={text.requirement_id}"
    form = client.get(address).context["form"]

    assert "Kopie krok po kroku" in page
    assert address.replace("&", "&amp;") in page
    assert str(form["requirement"].value()) == str(text.requirement_id)


def test_without_gaps_it_says_so(cast: Cast, client: Client) -> None:
    client.force_login(cast.requester)

    assert "Nie ma luk" in next_page(client, with_gaps(cast, [{"result": "met"}])).text


def test_it_costs_the_same_for_three_and_twenty_gaps(cast: Cast, client: Client) -> None:
    client.force_login(cast.requester)
    few = with_gaps(cast, [{"result": "partly"}] * 3)
    many = with_gaps(cast, [{"result": "partly"}] * 20)

    costs = [queries_of(client, f"{one.get_absolute_url()}next/") for one in (few, many)]

    assert costs[0] == costs[1]
