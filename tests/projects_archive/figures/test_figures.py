"""Figures by place, topic, year and programme: no amount is counted twice."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Sum
from django.test import Client

from projects_archive.actions.keeping import refresh_projects
from projects_archive.figures import place_rows, rows_by, total
from projects_archive.models import FundingProgramme, Project, ProjectPlace
from projects_archive.places_counted import counted_in
from tests.counting import queries_of
from tests.projects_archive.factories import make_line, make_project, make_territory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("codes", "is_nationwide", "place"),
    [
        ([], False, ""),
        (["141201"], False, "1412"),
        (["141201", "141202"], False, "1412"),
        (["141201", "1412"], False, "1412"),
        (["141201", "146501"], False, "14"),
        (["14"], False, "14"),
        (["14", "141201"], False, "14"),
        (["141201", "300101"], False, "XX"),
        (["14"], True, "PL"),
    ],
)  # fmt: skip
def test_each_project_is_counted_in_one_place(
    codes: list[str], is_nationwide: bool, place: str
) -> None:
    assert counted_in(codes, is_nationwide=is_nationwide) == place


@pytest.fixture
def places() -> dict[str, object]:
    names = {
        "14": "MAZOWIECKIE", "30": "WIELKOPOLSKIE", "1412": "miński", "1465": "Warszawa",
        "3001": "chodzieski", "141201": "Mińsk", "141202": "Halinów", "146501": "Warszawa",
        "300101": "Chodzież",
    }  # fmt: skip
    return {code: make_territory(code, name) for code, name in names.items()}


def project_in(places: dict, *codes: str, value: int, **fields) -> Project:
    line = make_line(eu_contribution=Decimal(value), **fields)
    for code in codes:
        ProjectPlace.objects.create(line=line, territory=places[code], origin="list")
    refresh_projects([line.project_id])
    return line.project


@pytest.mark.fault("I5")
def test_the_whole_is_the_sum_of_its_places(places: dict) -> None:
    """Seen failing with the money of every project added to each of its places."""
    project_in(places, "141201", value=1)
    project_in(places, "141201", "141202", value=10)
    project_in(places, "141201", "146501", value=100)
    project_in(places, "141201", "300101", value=1000)
    project_in(places, value=10_000)
    project_in(places, value=100_000, is_nationwide=True)
    hidden = project_in(places, "141201", value=1_000_000)
    Project.objects.filter(pk=hidden.pk).update(is_public=False)

    country = [(one.code, one.touching, one.only_here, one.contribution) for one in place_rows()]
    assert country == [
        ("14", 4, 3, 111),
        ("30", 1, 0, 0),
        ("", 1, 1, 1000),
        ("", 1, 1, 100_000),
        ("", 1, 1, 10_000),
    ]
    assert place_rows()[-1].name == "miejsca nie podano"
    assert sum(one[3] for one in country) == total().contribution == 111_111
    powiats = [
        (one.code, one.touching, one.only_here, one.contribution) for one in place_rows("14")
    ]
    assert powiats == [("1412", 4, 2, 11), ("1465", 1, 0, 0), ("", 1, 1, 100)]


def test_a_tile_leads_to_the_list_of_its_projects(client: Client, places: dict) -> None:
    there = project_in(places, "141201", value=1)
    project_in(places, "300101", value=1)

    page = client.get("/pl/projects/map/")

    (tile,) = [one for one in page.context["tiles"] if one.code == "14"]
    assert (tile.value, tile.shade) == (1, 3)
    assert list(client.get(tile.address).context["projects"]) == [there]
    rows = client.get("/pl/projects/map/?voivodeship=14").context["rows"]
    (row,) = [one for one in rows if one.touching]
    assert list(client.get(row.address).context["projects"]) == [there]
    assert client.get("/pl/projects/map/?voivodeship=99").status_code == 404


@pytest.mark.parametrize("group", ["topic", "year", "programme"])
def test_groups_add_up_to_all(client: Client, group: str) -> None:
    make_project(title="Mapa", started_on=date(2019, 3, 1))
    make_project(title="Szpital bez papieru", started_on=date(2021, 3, 1))
    make_project(title="Mapa druga", eu_contribution=None)

    rows = rows_by(group)

    everything = Project.objects.aggregate(sum=Sum("eu_contribution"))["sum"]
    assert sum(one.contribution for one in rows) == everything == total().contribution
    assert sum(one.projects for one in rows) == 3
    answer = client.get(f"/pl/projects/statistics/{group}.csv")
    assert len(b"".join(answer.streaming_content).splitlines()) == len(rows) + 1


@pytest.mark.parametrize("group", ["topic", "year", "programme"])
def test_every_group_leads_to_the_list_of_its_projects(client: Client, group: str) -> None:
    """Seen failing with years and programmes without an address."""
    programmes = [
        FundingProgramme.objects.create(code=code, period=period, name_pl=code)
        for code, period in (("POPC", "2014-2020"), ("FERC", "2021-2027"))
    ]
    for number, programme in enumerate(programmes):
        make_project(
            title=("Mapa", "Szpital bez papieru")[number],
            started_on=date(2019 + number, 12, 31),
            programme=programme,
            period=programme.period,
        )
    make_project(started_on=date(2021, 1, 1), eu_contribution=None)

    for row in rows_by(group):
        assert bool(row.address) == (row.label != "nie podano")
        if row.address:
            found = client.get(row.address).context
            assert (found["total"], found["search"].ignored) == (row.projects, False)
            assert any(row.label.startswith(label) for label in found["labels"])


def test_a_year_that_is_none_is_said(client: Client) -> None:
    for year in ("20190", "abc", "2019\n", "٢٠١٩"):
        assert client.get("/pl/projects/", {"year": year}).context["search"].ignored


def test_years_stand_in_their_order() -> None:
    for year in (2021, 2019, 2020):
        make_project(started_on=date(year, 3, 1))
    make_project(started_on=None)

    assert [one.label for one in rows_by("year")][:3] == ["2019", "2020", "2021"]


@pytest.mark.parametrize("address", ["map/", "map/?voivodeship=14", "statistics/"])
def test_pages_of_figures_cost_the_same_for_one_and_for_many(
    client: Client, places: dict, address: str
) -> None:
    project_in(places, "141201", value=1)
    one = queries_of(client, f"/pl/projects/{address}")
    for code in ("141202", "146501", "300101"):
        project_in(places, code, value=1)

    assert queries_of(client, f"/pl/projects/{address}") == one
    assert one <= 12


def test_pages_of_figures_without_projects(client: Client) -> None:
    for address in ("map/", "statistics/"):
        assert client.get(f"/pl/projects/{address}").status_code == 200
