"""The public list: narrowed, searched, page by page, at a constant number of queries."""

from decimal import Decimal

import pytest
from django.test import Client

from projects_archive.actions.records import add_project
from tests.cast import Cast
from tests.counting import queries_of
from tests.factories import make_organisation
from tests.projects_archive.factories import make_line, make_project, make_territory
from tests.projects_archive.lists import LIST, shown

pytestmark = pytest.mark.django_db


def test_the_list_costs_the_same_for_one_row_and_for_twenty(client: Client) -> None:
    client.get(LIST)  # what is read once by each process
    make_project()
    one = queries_of(client, LIST)
    for _ in range(24):
        make_project()

    assert queries_of(client, LIST) == one
    assert one <= 12


def test_signed_in_the_list_costs_twelve_queries_and_nine_when_it_was_shown_before(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.requester)
    client.get(LIST)  # what is read once by each process
    make_project()

    assert queries_of(client, LIST) <= 12
    assert queries_of(client, LIST) <= 9


def test_what_is_counted_once_is_counted_anew_after_a_change(client: Client, cast: Cast) -> None:
    """Seen failing with nothing said when projects are refreshed."""

    def told(address: str = LIST) -> tuple[int, int]:
        context = client.get(address).context
        return context["total"], context["documented"]

    make_project()
    assert (told(), told(LIST + "?topic=health")) == ((1, 0), (0, 0))

    project = add_project(
        by=cast.editor,
        organisation=make_organisation(),
        title_pl="e-Urząd",
        summary_pl="Formularze przez internet.",
        licence="EUPL-1.2",
    )
    make_project(title="Pomorskie e-Zdrowie")
    assert (told(), told(LIST + "?topic=health")) == ((3, 0), (1, 0))

    project.record.unpublish()
    assert told() == (2, 0)


def test_pages_follow_each_other_without_gaps(client: Client) -> None:
    amounts = [Decimal(n) for n in (5, 5, 5, 1, 9, 7)] * 4
    made = [make_project(eu_contribution=amount).pk for amount in amounts]
    expected = sorted(made, key=lambda pk: (amounts[made.index(pk)], pk), reverse=True)

    first = client.get(LIST)
    second = client.get(LIST + first.context["older_url"])

    pages = [project.pk for page in (first, second) for project in page.context["projects"]]
    assert pages == expected
    assert shown(client, LIST + second.context["newer_url"]) == pages[:20]


def test_facets_and_words_narrow_the_list(client: Client) -> None:
    health = make_project(title="Pomorskie e-Zdrowie", period="2014-2020")
    gmina = make_project(title="Nowoczesne e-usługi dla mieszkańców Łodzi", period="2021-2027")

    assert shown(client, "/pl/projects/?topic=health") == [health.pk]
    assert shown(client, "/pl/projects/?period=2021-2027") == [gmina.pk]
    assert shown(client, "/pl/projects/?q=LODZI+mieszkancow") == [gmina.pk]
    assert shown(client, "/pl/projects/?amount=to-500k") == []
    assert shown(client, "/pl/projects/?status=unknown&kind=gmina") == [gmina.pk, health.pk]


@pytest.mark.parametrize(
    "asked",
    ["biblioteki", "bibliotek dobra", "BIBLIOTEKĄ gminy", "blioteka", "cyfrowych bibliotek"],
)
def test_words_are_found_in_every_form(client: Client, asked: str) -> None:
    """Seen failing with `folded` alone: „biblioteki” found no „biblioteka”."""
    library = make_project(title="Cyfrowa biblioteka", beneficiary_name="GMINA DOBRA")
    make_project(title="Cyfrowa szkoła", beneficiary_name="GMINA DOBRA")

    assert shown(client, f"/pl/projects/?q={asked}") == [library.pk]


def test_the_voivodeship_facet_finds_a_project_in_several_once(client: Client) -> None:
    place = make_territory("14", "MAZOWIECKIE")
    project = make_project()
    project.voivodeships.add(place)

    assert shown(client, "/pl/projects/?voivodeship=14") == [project.pk]


@pytest.mark.fault("B3")
@pytest.mark.parametrize(
    "address",
    [
        "?sort=organisation__memberships__user__password",
        "?organisation__memberships__user__password__startswith=a",
        "?topic=x&period=1&status=y&amount=z&voivodeship=99&kind=q&programme=1",
        "?lines__verdict=unsure&is_public=False",
        "?after=abc&before=%00&q=%00%25_",
        "?q=" + "a+" * 3000,
        "?after=99999999999999999999999999",
    ],
)
def test_nothing_from_the_address_reaches_a_query_unread(client: Client, address: str) -> None:
    """Seen failing with `rows.filter(**parameters.dict())` in `ProjectSearch.projects`."""
    make_project()
    make_line(verdict="unsure", with_project=True)

    answer = client.get(LIST + address)

    assert answer.status_code == 200
    assert {project.is_public for project in answer.context["projects"]} <= {True}


@pytest.mark.fault("B3")
@pytest.mark.parametrize(
    "address",
    [
        "?organisation__memberships__user__password__startswith=a",
        "?lines__verdict=unsure&is_public=False",
    ],
)
def test_names_of_fields_narrow_nothing(client: Client, address: str) -> None:
    """Seen failing with `rows.filter(**parameters.dict())` in `ProjectSearch.projects`."""
    project = make_project()

    assert shown(client, LIST + address) == [project.pk]


def test_a_choice_that_is_not_on_offer_is_said_to_be_left_out(client: Client) -> None:
    assert client.get(LIST + "?topic=roads").context["search"].ignored
    assert not client.get(LIST + "?topic=health&sort=start").context["search"].ignored
