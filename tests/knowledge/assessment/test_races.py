"""Two people save the same requirement in the same moment: real threads with connections of their own."""

import pytest

from knowledge.actions.ratings import rate
from knowledge.assessment.rating_values import BLANK
from knowledge.models import RatingEvent, RequirementRating
from tests.factories import make_membership, make_organisation
from tests.knowledge.assessment.factories import first_rating, make_assessment
from tests.knowledge.assessment.test_rating import broken
from tests.training.test_races import at_once

WRITERS = 12


def write_at_once() -> RequirementRating:
    """Twelve colleagues who all saw the blank rating write a comment of their own."""
    office = make_organisation()
    rating = first_rating(make_assessment(office))
    people = [make_membership(organisation=office).user for _ in range(WRITERS)]
    at_once(
        [
            lambda person=person: rate(
                rating, by=person, values={**BLANK, "comment": person.name}, seen=0
            )
            for person in people
        ]
    )
    return rating


def words(rating: RequirementRating) -> list[str]:
    """Every text that somebody wrote and that can still be read."""
    return sorted(event.values["comment"] for event in RatingEvent.objects.filter(rating=rating))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_nobody_loses_a_word() -> None:
    """Seen failing without `select_for_update` in `locked`: only the database refused a revision twice."""
    rating = write_at_once()

    verbs = rating.events.values_list("verb", flat=True)
    assert len(set(words(rating))) == WRITERS
    assert sorted(verbs) == ["changed"] + ["set_aside"] * (WRITERS - 1)
    assert broken() == []


@pytest.mark.django_db(transaction=True)
def test_nobody_loses_a_word_on_any_database() -> None:
    """On SQLite safety rests on IMMEDIATE transactions. Seen failing without `atomic` in `rate`."""
    rating = write_at_once()

    assert len(set(words(rating))) == WRITERS
    assert broken() == []
