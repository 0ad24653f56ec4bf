"""Beside similar offices, and all of them as open data: never a figure that tells of fewer than five."""

import csv
from collections.abc import Mapping
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from foundation.accounts.models import Mandate, Organisation, Territory
from knowledge.actions.inheritance import share_with_served
from knowledge.actions.sign_offs import ask_for_signature, decide, end_publication
from knowledge.assessment.figures import comparisons, figures_of
from knowledge.assessment.standings import standings_of
from knowledge.models import Assessment, OfficeProfile, RequirementRating, SignOff, StandardVersion
from tests.cast import Cast
from tests.counting import queries_of
from tests.factories import make_organisation
from tests.knowledge.assessment.factories import (
    change,
    first_rating,
    make_assessment,
    make_coordinator,
    make_requirements,
)
from tests.knowledge.factories import make_version

pytestmark = pytest.mark.django_db
MEDIUM = OfficeProfile.Size.MEDIUM


def said(
    version: StandardVersion,
    results: Mapping[str, int],
    *,
    terc: str = "30",
    size: str = MEDIUM,
    **fields,
) -> list[Assessment]:
    """So many offices with each rating of the first requirement, in one voivodeship."""
    place, _new = Territory.objects.get_or_create(
        terc=terc, defaults={"name": f"województwo {terc}", "level": "voivodeship"}
    )
    made = []
    for result in [one for one, number in results.items() for _ in range(number)]:
        office = make_organisation(**fields)
        office.territories.add(place)
        OfficeProfile.objects.create(organisation=office, size=size)
        made.append(Assessment.objects.create(organisation=office, version=version))
        for text in version.texts.all():
            RequirementRating.objects.create(assessment=made[-1], text=text, result=result)
    return made


def publish(assessment: Assessment, *, is_public: bool = True) -> SignOff:
    by = make_coordinator(assessment.organisation)
    asked = ask_for_signature(assessment, by=by, head_email="wojt@gmina.test")
    return decide(asked, is_signed=True, signed_as="Halina Dąbek", is_public=is_public)


def beside(assessment: Assessment, size: str = MEDIUM) -> list[tuple[int, int] | None]:
    compared = comparisons(assessment, standings_of(assessment), size)
    return [one.others and (one.others.fulfilled, one.others.gaps) for one in compared]


def in_country(version: StandardVersion) -> tuple[object, dict]:
    figure = figures_of(version)[0]
    whole = figure.country and (figure.country.fulfilled, figure.country.gaps)
    return whole, {code: (one.fulfilled, one.gaps) for code, one in figure.places.items()}


@pytest.fixture
def own(cast: Cast) -> Assessment:
    return make_assessment(cast.office, version=make_version(), by=cast.coordinator)


def test_five_on_either_side_are_shown(own: Assessment) -> None:
    said(own.version, {"met": 5, "not_met": 4, "partly": 2})

    assert beside(own) == [(5, 6)]


def test_fewer_than_five_on_one_side_are_not(own: Assessment) -> None:
    """Seen failing with `total` asked instead of both sides."""
    said(own.version, {"met": 9, "not_met": 4})

    assert beside(own) == [None]


def test_only_the_same_kind_and_size_count(own: Assessment) -> None:
    said(own.version, {"met": 5, "not_met": 5}, kind=Organisation.Kind.POWIAT)
    said(own.version, {"met": 5, "not_met": 5}, size=OfficeProfile.Size.LARGE)
    said(own.version, {"met": 4, "not_met": 4})

    assert beside(own) == [None]


def test_incomplete_ones_do_not_count(cast: Cast) -> None:
    """Seen failing without `for_statistics`."""
    version = make_version(requirements=make_requirements(2))
    own = make_assessment(cast.office, version=version, by=cast.coordinator)
    made = said(version, {"met": 5, "not_met": 5})
    assert beside(own) == [(5, 5)] * 2

    RequirementRating.objects.filter(assessment=made[0], text__code="BI-02").update(result="")

    assert beside(own) == [None, None]


def test_what_is_inherited_counts_once(own: Assessment) -> None:
    """Five offices served by one say what that one says. Seen failing with inherited ratings counted."""
    serving = make_organisation(kind=Organisation.Kind.SERVICE_CENTRE)
    for _ in range(5):
        served = make_organisation()
        Mandate.objects.create(serving=serving, served=served, valid_from=date(2026, 1, 1))
        OfficeProfile.objects.create(organisation=served, size=MEDIUM)
    base = make_assessment(serving, version=own.version)
    change(first_rating(base), by=base.started_by, result="met")
    share_with_served(base, by=base.started_by)
    said(own.version, {"met": 4, "not_met": 5})

    assert beside(own) == [None]


def test_a_voivodeship_of_few_hides_another(own: Assessment) -> None:
    """The sum stands beside the rows. Seen failing without complementary suppression."""
    said(own.version, {"met": 6, "not_met": 6}, terc="02")
    said(own.version, {"met": 5, "not_met": 5}, terc="04")
    said(own.version, {"met": 1}, terc="06")

    assert in_country(own.version) == ((12, 11), {"02": (6, 6)})


def test_offices_public_by_name_protect_nobody(own: Assessment) -> None:
    """Four of five are known, so the fifth would be. Seen failing with all of them counted as cover."""
    made = said(own.version, {"met": 5, "not_met": 5})
    assert beside(own) == [(5, 5)]

    publish(made[0])

    assert beside(own) == [None]
    assert in_country(own.version) == (None, {})


def test_nothing_of_one_office_is_public_unless_its_head_agrees(
    client: Client, own: Assessment
) -> None:
    """Seen failing with every signed assessment listed."""
    silent, open_one = said(own.version, {"met": 2})
    publish(silent, is_public=False)
    publish(open_one)

    version = own.version
    address = f"/pl/knowledge/figures/{version.standard.slug}/{version.number}/"
    page, rows = client.get(address).text, lines(client, f"{address}offices.csv")

    assert (open_one.organisation.name in page, silent.organisation.name in page) == (True, False)
    assert [row[0] for row in rows[1:]] == [open_one.organisation.name]
    assert rows[1][3:] == ["1", "0", "0", "0"]


def test_a_later_signature_or_the_coordinator_ends_it(own: Assessment) -> None:
    first, second = said(own.version, {"met": 2})
    for made in (first, second):
        publish(made)

    publish(first, is_public=False)
    end_publication(second, by=make_coordinator(second.organisation))

    assert SignOff.objects.made_public().count() == 0
    assert SignOff.objects.filter(is_public=True).count() == 2
    with pytest.raises(PermissionDenied):
        end_publication(second, by=make_coordinator())


def test_the_head_agrees_on_the_page_where_they_sign(own: Assessment) -> None:
    asked = publish(said(own.version, {"met": 1})[0], is_public=False)

    assert asked.is_public is False
    assert SignOff._meta.get_field("is_public").default is False


def lines(client: Client, address: str) -> list[list[str]]:
    text = client.get(address).getvalue().decode("utf-8-sig")
    return list(csv.reader(text.splitlines(), delimiter=";"))


def test_open_data_names_every_voivodeship_and_leaves_small_figures_empty(
    client: Client, own: Assessment
) -> None:
    said(own.version, {"met": 7, "not_met": 6}, terc="02")
    said(own.version, {"met": 1}, terc="04")
    text, version = own.version.texts.get(), own.version

    rows = lines(client, f"/pl/knowledge/figures/{version.standard.slug}/{version.number}/all.csv")

    assert rows == [
        ["code", "requirement", "teryt", "voivodeship", "fulfilled", "gaps"],
        [text.code, text.title_pl, "", "", "8", "6"],
        [text.code, text.title_pl, "02", "województwo 02", "", ""],
        [text.code, text.title_pl, "04", "województwo 04", "", ""],
    ]


def test_pages_cost_the_same_for_one_requirement_and_for_many(cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)
    OfficeProfile.objects.create(organisation=cast.office, size=MEDIUM)
    costs = []
    for count in (1, 20):
        version = make_version(requirements=make_requirements(count))
        own = make_assessment(cast.office, version=version, by=cast.coordinator)
        public = f"/pl/knowledge/figures/{version.standard.slug}/{version.number}/"
        costs.append(
            (queries_of(client, f"{own.get_absolute_url()}peers/"), queries_of(client, public))
        )

    assert costs == [(10, 11)] * 2
