"""Beginning, and going on with a new version: only changed requirements are opened again."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from knowledge.models import Evidence, RatingEvent, RequirementRating
from tests.cast import Cast
from tests.knowledge.assessment.factories import change, make_assessment, make_evidence
from tests.knowledge.assessment.test_rating import broken
from tests.knowledge.factories import make_requirement_data, make_standard, make_version

pytestmark = pytest.mark.django_db

BACKUPS = "Urząd musi mieć kopie zapasowe.\n\nNp. na taśmie."


def data(key: str, text: str = BACKUPS, **fields):
    return make_requirement_data(key=key, text_pl=text, **fields)


@pytest.fixture
def former(cast: Cast) -> dict[str, RequirementRating]:
    """Ratings of version 1.0 by key of the requirement: all met, with a comment."""
    standard = make_standard(slug="bi")
    names = ("kopie", "hasla", "audyt", "stare")
    requirements = [data(name, code=f"A-{n}") for n, name in enumerate(names)]
    version = make_version(standard, requirements=requirements)
    assessment = make_assessment(cast.office, version=version, by=cast.coordinator)
    ratings = {
        one.text.requirement.key: one
        for one in RequirementRating.objects.filter(assessment=assessment)
    }
    for rating in ratings.values():
        change(rating, by=cast.requester, result="met", comment="Jest.")
    return ratings


def next_version(standard, requirements: list) -> object:
    return make_version(
        standard, number="2.0", requirements=requirements, in_force_from=date(2026, 6, 1)
    )


@pytest.mark.fault("I10")
def test_a_new_version_opens_only_what_changed(
    cast: Cast, former: dict[str, RequirementRating]
) -> None:
    """Seen failing with the texts compared word by word, and with every rating taken over.

    Renumbered, with another example and white space: goes on. Another duty or level: opened again.
    """
    standard = former["kopie"].text.version.standard
    make_evidence(former["hasla"], by=cast.requester)
    version = next_version(
        standard,
        [
            data("kopie", "Urząd  musi mieć\u00a0kopie zapasowe.\n\nNp. w chmurze.", code="B-7"),
            data("hasla", "Urząd musi mieć kopie zapasowe i je odtwarzać."),
            data("audyt", level="should"),
            data("nowe"),
        ],
    )

    begun = make_assessment(cast.office, version=version, by=cast.coordinator)

    ratings = RequirementRating.objects.filter(assessment=begun).in_order()
    assert [
        (one.text.requirement.key, one.result, one.comment, one.is_reopened) for one in ratings
    ] == [
        ("kopie", "met", "Jest.", False),
        ("hasla", "", "Jest.", True),
        ("audyt", "", "Jest.", True),
        ("nowe", "", "", False),
    ]
    assert begun.carried_from == former["kopie"].assessment
    assert Evidence.objects.filter(ratings=ratings[1]).count() == 1
    assert broken() == []


def test_rating_a_reopened_one_closes_it(cast: Cast, former: dict[str, RequirementRating]) -> None:
    standard = former["kopie"].text.version.standard
    version = next_version(standard, [data("kopie", "Urząd musi mieć dwie kopie zapasowe.")])
    begun = make_assessment(cast.office, version=version, by=cast.coordinator)
    rating = RequirementRating.objects.get(assessment=begun)

    change(rating, by=cast.requester, comment="Sprawdzamy.")
    still_open = RequirementRating.objects.get(pk=rating.pk).is_reopened
    change(rating, by=cast.requester, result="partly")

    rating.refresh_from_db()
    assert (still_open, rating.is_reopened) == (True, False)
    assert list(rating.events.values_list("verb", "revision")) == [
        (RatingEvent.Verb.REOPENED, 1),
        (RatingEvent.Verb.CHANGED, 2),
        (RatingEvent.Verb.CHANGED, 3),
    ]


def test_the_former_assessment_stays_as_it_was(
    cast: Cast, former: dict[str, RequirementRating]
) -> None:
    standard = former["kopie"].text.version.standard
    version = next_version(standard, [data("kopie")])
    begun = make_assessment(cast.office, version=version, by=cast.coordinator)
    change(RequirementRating.objects.get(assessment=begun), by=cast.requester, result="not_met")

    assert RequirementRating.objects.get(pk=former["kopie"].pk).result == "met"


@pytest.mark.parametrize("role", ["requester", "stranger", "administrator"])
def test_the_coordinator_begins(cast: Cast, role: str) -> None:
    with pytest.raises(PermissionDenied):
        make_assessment(cast.office, by=cast.person(role))


def test_who_serves_an_office_may_begin_for_it(cast: Cast) -> None:
    assert make_assessment(cast.office, by=cast.delegate).organisation == cast.office


def test_an_office_begins_with_a_version_once(cast: Cast) -> None:
    version = make_version()
    make_assessment(cast.office, version=version, by=cast.coordinator)
    with pytest.raises(ValidationError, match="już"):
        make_assessment(cast.office, version=version, by=cast.delegate)


def test_a_draft_cannot_be_assessed(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        make_assessment(cast.office, version=make_version(in_force_from=None), by=cast.coordinator)
