"""One sheet for the head of an office: only from what is written, checked facts said as such."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from knowledge.models import RequirementText
from projects_archive.models import ProjectRecord
from tests.cast import Cast
from tests.counting import queries_of
from tests.knowledge.assessment.factories import change, first_rating, make_assessment
from tests.knowledge.factories import make_period, make_requirement_data, make_version
from tests.projects_archive.factories import make_project

pytestmark = pytest.mark.django_db
HEADS = "**Decyzja.** Podpisujesz politykę.\n\n**Ryzyko.** Nikt nie odpowiada."


def make_briefed(**fields) -> RequirementText:
    data = make_requirement_data(**{"heads_pl": HEADS, "title_pl": "Polityka", **fields})
    return make_version(requirements=[data]).texts.get()


def sheet_of(text: RequirementText) -> str:
    return f"{text.get_absolute_url()}briefing/"


def test_the_sheet_says_what_why_and_what_if_not(client: Client) -> None:
    provision = make_period(gist="Zapewnia kopie.").provision
    text = make_briefed(provisions=[provision])

    page = client.get(sheet_of(text)).text

    assert "<strong>Ryzyko.</strong> Nikt nie odpowiada." in page
    assert str(provision) in page
    assert "do potwierdzenia" in page
    assert "Żaden projekt w archiwum" in page


def test_an_office_sees_its_own_day(cast: Cast, client: Client) -> None:
    text = make_briefed()
    made = make_assessment(cast.office, version=text.version, by=cast.coordinator)
    change(first_rating(made), by=cast.requester, result="partly", due_on="2027-02-01")

    for role, is_seen in (("requester", True), ("stranger", False), ("anonymous", False)):
        client.logout()
        if role != "anonymous":
            client.force_login(cast.person(role))
        page = client.get(sheet_of(text))
        assert ("1 lutego 2027" in page.text) is is_seen
    assert first_rating(made).due_on == date(2027, 2, 1)


def test_what_others_paid_comes_from_the_archive(client: Client) -> None:
    """Seen failing with values left out of what the archive answers."""
    text = make_briefed()
    project = make_project(total_value=Decimal("120000.00"))
    record = ProjectRecord.objects.create(project=project, live=True)
    record.requirements.add(text.requirement)
    record.save()

    page = client.get(sheet_of(text))

    assert [one.amount for one in page.context["projects"]] == [project.total_value]
    assert project.total_value == Decimal("120000.00")


def test_there_is_no_sheet_without_words_for_heads(client: Client) -> None:
    text = make_briefed(heads_pl="")
    listed = make_briefed(title_pl="Spis")

    assert client.get(sheet_of(text)).status_code == 404
    page = client.get("/pl/knowledge/briefings/")
    assert list(page.context["texts"]) == [listed]


def test_drafts_have_no_sheet(client: Client) -> None:
    draft = make_version(
        requirements=[make_requirement_data(heads_pl=HEADS)], in_force_from=None
    ).texts.get()

    assert client.get(sheet_of(draft)).status_code == 404
    assert list(client.get("/pl/knowledge/briefings/").context["texts"]) == []


def test_the_list_costs_the_same_for_one_and_for_twenty(client: Client) -> None:
    make_briefed()
    short = queries_of(client, "/pl/knowledge/briefings/")
    make_version(requirements=[make_requirement_data(heads_pl=HEADS) for _ in range(19)])

    assert queries_of(client, "/pl/knowledge/briefings/") == short
