"""Offices as anybody finds them: by name, place or TERC code; who works there is not said."""

from datetime import date

from django.test import Client
from django.urls import reverse

from foundation.accounts.models import Organisation, Territory, TerritoryPeriod
from knowledge.office_index import OfficeIndex
from tests.cast import Cast
from tests.counting import queries_of
from tests.factories import make_organisation
from tests.search.rights import readers, seers


def make_gmina(**fields) -> Organisation:
    office = make_organisation(name="Gmina Nieistniejewo", location="powiat wymyślony", **fields)
    territory = Territory.objects.create(terc="990101", level="gmina", name="Nieistniejewo")
    TerritoryPeriod.objects.create(
        territory=territory, name="Nieistniejewo", kind="2", valid_from=date(2020, 1, 1)
    )
    around = Territory.objects.create(terc="99", level="voivodeship", name="Wymyślone")
    office.territories.add(territory, around)
    return office


def test_an_office_is_found_by_its_codes(db: None) -> None:
    office = make_gmina()

    document = OfficeIndex().document(OfficeIndex().index_queryset().get(pk=office.pk))

    assert document.codes == ("990101", "9901012")
    assert document.texts[0].title == "Gmina Nieistniejewo"
    assert document.audience == {"public"}


def test_firms_and_closed_offices_are_not_found(cast: Cast) -> None:
    firm = make_organisation(kind=Organisation.Kind.CONTRACTOR)
    closed = make_organisation(is_active=False)
    index, people = OfficeIndex(), [cast.anonymous, cast.administrator]

    found = set(index.index_queryset().values_list("pk", flat=True))

    assert found.isdisjoint({firm.pk, closed.pk})
    assert readers(index, people) == seers(index, people)


def test_the_page_says_where_it_is_and_what_belongs_to_it(client: Client, db: None) -> None:
    office = make_gmina()
    unit = make_organisation(name="Szkoła w Nieistniejewie", kind="school", parent=office)
    address = reverse("knowledge:office", args=[office.pk])

    page = client.get(address).text

    assert "powiat wymyślony" in page
    assert "<dd>9901012</dd>" in page
    assert reverse("knowledge:office", args=[unit.pk]) in page


def test_a_firm_has_no_page(client: Client, db: None) -> None:
    firm = make_organisation(kind=Organisation.Kind.CONTRACTOR)

    assert client.get(reverse("knowledge:office", args=[firm.pk])).status_code == 404


def test_queries_do_not_grow_with_units(client: Client, db: None) -> None:
    office = make_gmina()
    address = reverse("knowledge:office", args=[office.pk])
    make_organisation(kind="school", parent=office)
    one = queries_of(client, address)
    for _ in range(20):
        make_organisation(kind="school", parent=office)

    assert queries_of(client, address) == one <= 8
