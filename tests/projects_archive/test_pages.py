"""The pages: what they show to whom, at a constant number of queries."""

import csv
from collections.abc import Callable
from decimal import Decimal
from io import StringIO

import pytest
from django.test import Client

from foundation.accounts.models import User
from foundation.search.tokens import tokens_of
from knowledge.models import System
from projects_archive.actions.records import add_project, start_record
from projects_archive.models import FundingLine, Project
from projects_archive.related import home_items, related_to_system
from projects_archive.search_indexes import ProjectIndex
from tests.cast import Cast
from tests.counting import queries_of
from tests.factories import make_organisation
from tests.projects_archive.factories import (
    csv_2014,
    make_line,
    make_project,
    row_2014,
    take_in,
)
from tests.projects_archive.lists import LIST, shown

pytestmark = pytest.mark.django_db


def test_the_detail_page_needs_a_fixed_number_of_queries(client: Client) -> None:
    project = make_project()

    assert queries_of(client, project.get_absolute_url()) <= 14


@pytest.mark.fault("B4")
def test_list_detail_search_and_export_agree(client: Client, cast: Cast) -> None:
    """Seen failing with `is_public=True` left out of `_found`."""
    projects = [
        make_project(),
        make_line(verdict="unsure", with_project=True).project,
        make_line(verdict="not_digital", with_project=True).project,
    ]
    index = ProjectIndex()
    public = [projects[0].pk]

    for person in (cast.anonymous, cast.stranger, cast.editor):
        visible = set(Project.objects.visible_to(person).values_list("pk", flat=True))
        found = {one.pk for one in projects if tokens_of(person) & index.audience(fresh(one))}
        _sign_in(client, person)
        opened = {
            one.pk for one in projects if client.get(one.get_absolute_url()).status_code == 200
        }
        assert visible == found == opened
        assert shown(client) == public
        assert [int(next(iter(row.values()))) for row in exported(client)] == public


def fresh(project: Project) -> Project:
    return Project.objects.get(pk=project.pk)


def _sign_in(client: Client, person: User) -> None:
    client.logout()
    if person.is_authenticated:
        client.force_login(person)


def exported(client: Client, query: str = "") -> list[dict[str, str]]:
    content = b"".join(client.get("/pl/projects/export.csv" + query).streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize("start", ["=", "x;=", "\t="])
def test_exports_hold_no_formula(client: Client, start: str) -> None:
    make_project(title=f"{start}HYPERLINK(1)")

    (row,) = exported(client)

    first_signs = {cell.strip()[:1] for cell in row["Tytuł"].split(";")}
    assert first_signs.isdisjoint("=+-@")


def test_the_export_holds_what_the_list_found(client: Client) -> None:
    make_project(title="Pomorskie e-Zdrowie")
    make_project(title="e-usługi")

    rows = exported(client, "?q=zdrowie")

    assert [(row["Tytuł"], row["Dofinansowanie z UE"]) for row in rows] == [
        ("Pomorskie e-Zdrowie", "1333590,92")
    ]


def test_the_page_names_its_source_and_its_amounts(client: Client) -> None:
    project = make_project()
    line = project.lines.get()

    page = client.get(project.get_absolute_url()).content.decode().replace("\xa0", " ")

    assert "1 568 930,49 zł" in page
    assert line.seen_in.file_name in page
    assert f"wiersz {line.source_row.row_number}" in page


def test_the_name_of_a_natural_person_is_shown_nowhere_in_public(client: Client) -> None:
    project = make_project(beneficiary_name="JAN KOWALSKI", beneficiary_kind="person")

    for address in (LIST, project.get_absolute_url()):
        assert "KOWALSKI" not in client.get(address).content.decode().upper()
    assert "KOWALSKI" not in str(exported(client)).upper()
    assert shown(client, "/pl/projects/?q=kowalski") == []


def test_publishing_an_old_draft_changes_no_imported_fact(cast: Cast, tmp_path) -> None:
    take_in(csv_2014(tmp_path, row_2014("e-Urząd", "100")))
    project = Project.objects.get()
    record = start_record(project, by=cast.editor)
    record.summary_pl = "Prostymi słowami"
    draft = record.save_revision(user=cast.editor)
    take_in(csv_2014(tmp_path, row_2014("e-Urząd", "200")))
    facts = list(FundingLine.objects.values())

    draft.publish(user=cast.administrator, skip_permission_checks=True)

    project.refresh_from_db()
    assert list(FundingLine.objects.values()) == facts
    assert (project.total_value, project.record.summary_pl) == (
        Decimal("200.00"),
        "Prostymi słowami",
    )


@pytest.fixture
def described(cast: Cast) -> Callable[..., Project]:
    system = System.objects.create(
        slug="epuap", name="ePUAP", summary_pl="Skrzynki", level="central", owner_name="MC"
    )

    def make() -> Project:
        return add_project(
            by=cast.editor,
            organisation=make_organisation(name="Gmina Dobra"),
            title_pl="e-Urząd w Dobrej",
            title_en="e-Office in Dobra",
            summary_pl="Formularze przez internet.",
            worked_pl="Testy z mieszkańcami.",
            total_value=Decimal("1264500.40"),
            systems=[system],
            licence="EUPL-1.2",
        )

    return make


def test_a_described_project_needs_no_list(client: Client, described) -> None:
    project = described()

    page = client.get(project.get_absolute_url())

    assert shown(client) == [project.pk]
    assert page.context["origins"]["total_value"].code == "written"
    assert "Testy z\xa0mieszkańcami." in page.content.decode()
    assert "e-Office in Dobra" in client.get(f"/en/projects/{project.pk}/").content.decode()


def test_systems_and_home_lead_to_described_projects(described, cast: Cast) -> None:
    project = described()

    (related,) = related_to_system(System.objects.get(), cast.anonymous)
    (news,) = home_items(cast.anonymous)

    assert related.url == news.url == project.get_absolute_url()


def test_withdrawing_the_record_hides_a_project_without_a_list(described, client: Client) -> None:
    project = described()

    project.record.unpublish()

    assert client.get(project.get_absolute_url()).status_code == 404
