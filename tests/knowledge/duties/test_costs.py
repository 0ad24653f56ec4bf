"""Costs due next year: an office's own gaps, or what binds everybody; told from August."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from knowledge.duties.dates import is_time_to_plan
from knowledge.models import HubPage, RequirementRating
from projects_archive.models import ProjectRecord
from tests.cast import Cast
from tests.counting import queries_of
from tests.knowledge.assessment.factories import make_assessment
from tests.knowledge.factories import make_index, make_requirement_data, make_version
from tests.projects_archive.factories import make_project

pytestmark = pytest.mark.django_db
PAGE = "/pl/knowledge/costs/"


def make_demands(*titles: str):
    data = [make_requirement_data(title_pl=title, heads_pl="**Koszt.** Tak.") for title in titles]
    return make_version(requirements=data)


def plain(page: str) -> str:
    return page.replace("\xa0", " ")


def gap(made, title: str, due_on: date | None, result: str = "not_met") -> None:
    ratings = RequirementRating.objects.filter(assessment=made, text__title_pl=title)
    assert ratings.update(result=result, due_on=due_on) == 1


def test_an_office_sees_its_gaps_of_next_year_and_nobody_elses(cast: Cast, client: Client) -> None:
    """Seen failing with gaps of every year."""
    year = timezone.localdate().year + 1
    titles = ("W przyszłym roku", "Bez terminu", "W tym roku", "Spełnione")
    made = make_assessment(cast.office, version=make_demands(*titles), by=cast.coordinator)
    for title, day in zip(
        titles, (date(year, 3, 1), None, date(year - 1, 12, 31), None), strict=True
    ):
        gap(made, title, day, "met" if title == "Spełnione" else "not_met")

    client.force_login(cast.requester)
    own = plain(client.get(PAGE).text)
    client.force_login(cast.stranger)
    others = plain(client.get(PAGE).text)

    assert [title in own for title in titles] == [True, True, False, False]
    assert ">1 marca<" in own
    assert ">1 marca<" not in others
    assert "W tym roku" in others


def test_what_was_opened_again_stands_there_with_its_day(cast: Cast, client: Client) -> None:
    """Seen failing with gaps alone: a requirement that a new version changed had vanished from the costs."""
    year = timezone.localdate().year + 1
    titles = ("Otwarte ponownie", "Jeszcze nieocenione")
    made = make_assessment(cast.office, version=make_demands(*titles), by=cast.coordinator)
    gap(made, titles[0], date(year, 1, 9), "")
    client.force_login(cast.requester)

    page = plain(client.get(PAGE).text)

    assert [title in page for title in titles] == [True, False]


def test_everybody_sees_what_binds_and_what_others_paid(client: Client) -> None:
    version = make_demands("Kopie")
    requirement = version.texts.get().requirement
    for value, is_live in ((120_000, True), (80_000, True), (5, False)):
        project = make_project(total_value=Decimal(value))
        record = ProjectRecord.objects.create(project=project, live=is_live)
        record.requirements.add(requirement)
        record.save()

    page = plain(client.get(PAGE).text)

    assert "80 000,00" in page
    assert "120 000,00" in page
    assert "2 projekty" in page
    assert "5,00" not in page.replace("120 000,00", "")
    assert "/briefing/" in page


def test_what_comes_into_force_next_year_stands_there_with_its_day(client: Client) -> None:
    day = date(timezone.localdate().year + 1, 7, 1)
    data = make_requirement_data(title_pl="Nowe wymaganie", heads_pl="**Koszt.** Tak.")
    make_version(requirements=[data], in_force_from=day)

    page = client.get(PAGE).text

    assert "Nowe wymaganie" in page
    assert ">1 lipca<" in page


def test_without_any_requirement_the_page_says_so(client: Client) -> None:
    assert "jeszcze nic nie wiadomo" in client.get(PAGE).text


@pytest.mark.parametrize(("day", "is_told"), [(date(2026, 7, 31), False), (date(2026, 8, 1), True)])
def test_hubs_tell_heads_from_august(
    client: Client, monkeypatch: pytest.MonkeyPatch, day: date, is_told: bool
) -> None:
    make_index()
    monkeypatch.setattr("knowledge.models.site.timezone.localdate", lambda *_: day)

    heads, it = (HubPage.objects.get(slug=slug) for slug in ("kierownictwo", "informatycy"))

    assert is_time_to_plan(day) is is_told
    assert [hub.cost_year for hub in (heads, it)] == [2027 if is_told else None, None]


def test_the_list_costs_the_same_with_one_and_twenty(cast: Cast, client: Client) -> None:
    titles = [f"Wymaganie {number}" for number in range(20)]
    made = make_assessment(cast.office, version=make_demands(*titles), by=cast.coordinator)
    client.force_login(cast.requester)
    gap(made, titles[0], None)
    queries_of(client, PAGE)
    one = queries_of(client, PAGE)

    for title in titles[1:]:
        gap(made, title, timezone.localdate() + timedelta(days=400))
    RequirementRating.objects.filter(assessment=made).update(due_on=None)

    assert queries_of(client, PAGE) == one
    assert one <= 16
