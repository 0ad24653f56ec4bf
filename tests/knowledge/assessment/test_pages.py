"""The pages: what they show, what the form keeps, how many queries they cost."""

from datetime import date

import pytest
from django.test import Client

from knowledge.models import RequirementRating
from tests.cast import Cast
from tests.counting import queries_of
from tests.knowledge.assessment.factories import change, first_rating, make_assessment
from tests.knowledge.factories import make_requirement_data, make_standard, make_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def rating(cast: Cast, client: Client) -> RequirementRating:
    client.force_login(cast.requester)
    return first_rating(make_assessment(cast.office, by=cast.coordinator, requirements=3))


def sent(rating: RequirementRating, **fields) -> dict:
    return {"seen": rating.revision, "result": rating.result, "comment": rating.comment} | fields


def test_saving_goes_on_to_the_next_requirement(client: Client, rating: RequirementRating) -> None:
    answer = client.post(
        rating.get_absolute_url(),
        sent(rating, result="met", comment="Tak.\r\nDrugi wiersz.", next="1"),
    )

    rating.refresh_from_db()
    assert answer.url == rating.get_absolute_url().replace("BI-01", "BI-02")
    assert (rating.result, rating.comment) == ("met", "Tak.\nDrugi wiersz.")


def test_a_missing_reason_is_asked_for_and_the_input_kept(
    client: Client, rating: RequirementRating
) -> None:
    answer = client.post(
        rating.get_absolute_url(), sent(rating, result="not_applicable", comment="Zapisane słowa")
    )

    assert answer.status_code == 422
    assert "Napisz, dlaczego wymaganie nie dotyczy" in answer.text
    assert "Zapisane słowa" in answer.text


def autosave(client: Client, rating: RequirementRating, **fields):
    url = rating.get_absolute_url()
    return client.post(url, sent(rating, **fields), headers={"X-Autosave": "1"})


def test_the_page_that_saves_by_itself_learns_the_revision(
    client: Client, rating: RequirementRating
) -> None:
    answer = autosave(client, rating, comment="Jedno")

    assert (answer.status_code, answer.json()["revision"]) == (200, 1)


def test_the_page_that_saves_by_itself_learns_of_a_clash(
    cast: Cast, client: Client, rating: RequirementRating
) -> None:
    change(rating, by=cast.colleague, comment="Cudze")
    rating.revision = 0

    answer = autosave(client, rating, comment="Moje")
    page = client.get(rating.get_absolute_url()).text

    assert (answer.status_code, answer.json()["is_clash"]) == (200, True)
    assert all(text in page for text in ("Cudze", "Moje", "Nic nie zginęło"))


def test_a_decision_takes_the_two_texts_away(
    cast: Cast, client: Client, rating: RequirementRating
) -> None:
    change(rating, by=cast.colleague, comment="Cudze")
    rating.revision = 0
    autosave(client, rating, comment="Moje")
    event = rating.events.get(verb="set_aside")

    url = f"{rating.get_absolute_url()}restore/"
    client.post(url, {"event": event.pk, "leave": "1"})
    page = client.get(rating.get_absolute_url())
    client.post(url, {"event": event.pk, "seen": 1})

    rating.refresh_from_db()
    assert page.context["beside"] is None
    assert rating.comment == "Moje"


def test_a_reopened_requirement_shows_both_wordings(cast: Cast, client: Client) -> None:
    standard = make_standard()
    old = make_requirement_data(key="kopie", text_pl="Urząd musi mieć kopię.")
    new = make_requirement_data(key="kopie", text_pl="Urząd musi mieć dwie kopie.")
    first = make_version(standard, requirements=[old])
    former = first_rating(make_assessment(cast.office, version=first, by=cast.coordinator))
    change(former, by=cast.coordinator, result="met")
    second = make_version(
        standard, number="2.0", requirements=[new], in_force_from=date(2026, 7, 1)
    )
    begun = make_assessment(cast.office, version=second, by=cast.coordinator)
    client.force_login(cast.requester)

    page = client.get(first_rating(begun).get_absolute_url()).text
    overview = client.get(begun.get_absolute_url()).text

    assert "Urząd musi mieć <del>kopię</del>." in page
    assert "Urząd musi mieć <ins>dwie kopie</ins>." in page
    assert "Urząd musi mieć dwie kopie." in page
    assert "1 wymaganie zmieniło się" in overview


def test_the_list_offers_what_is_in_force(cast: Cast, client: Client) -> None:
    version = make_version(make_standard(name_pl="Kopie zapasowe"))
    client.force_login(cast.coordinator)

    page = client.get("/pl/knowledge/assessments/")
    answer = client.post("/pl/knowledge/assessments/start/", {"version": version.pk})
    again = client.get("/pl/knowledge/assessments/")

    assert [one.pk for one, _former in page.context["versions"]] == [version.pk]
    assert answer.url == again.context["rows"][0][0].get_absolute_url()
    assert again.context["versions"] == []


def test_an_earlier_assessment_says_where_the_office_went_on(cast: Cast, client: Client) -> None:
    """Seen failing without looking for what was carried on."""
    standard = make_standard()
    versions = (
        make_version(standard),
        make_version(standard, number="2.0", in_force_from=date(2026, 6, 1)),
    )
    former, newer = (
        make_assessment(cast.office, version=version, by=cast.coordinator) for version in versions
    )
    client.force_login(cast.requester)

    shown = client.get(former.get_absolute_url()).text

    assert "prowadzi samoocenę dalej w wersji 2.0" in shown
    assert newer.get_absolute_url() in shown
    assert "prowadzi samoocenę dalej" not in client.get(newer.get_absolute_url()).text


def test_the_list_costs_the_same_for_one_and_twenty(cast: Cast, client: Client) -> None:
    client.force_login(cast.requester)
    make_assessment(cast.office, by=cast.coordinator)
    one = queries_of(client, "/pl/knowledge/assessments/")
    for _ in range(19):
        make_assessment(cast.office, by=cast.coordinator)

    assert queries_of(client, "/pl/knowledge/assessments/") == one <= 12


def test_the_pages_cost_the_same_for_one_and_twenty_requirements(
    cast: Cast, client: Client
) -> None:
    client.force_login(cast.requester)
    few = make_assessment(cast.office, by=cast.coordinator, requirements=1)
    many = make_assessment(cast.office, by=cast.coordinator, requirements=20)

    def costs(assessment) -> tuple[int, int]:
        rating = first_rating(assessment)
        change(rating, by=cast.coordinator, result="met")
        addresses = (assessment.get_absolute_url(), rating.get_absolute_url())
        return tuple(queries_of(client, address) for address in addresses)

    assert costs(few) == costs(many) == (11, 15)
