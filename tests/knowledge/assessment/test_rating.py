"""Rating a requirement: who may, what is kept, and that two at once lose nothing."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from knowledge.actions.ratings import put_back, rate
from knowledge.assessment.integrity import checks
from knowledge.assessment.rating_values import BLANK, values_of
from knowledge.models import RatingEvent, RequirementRating
from tests.cast import Cast
from tests.factories import make_membership
from tests.knowledge.assessment.factories import change, first_rating, make_assessment

pytestmark = pytest.mark.django_db
Verb = RatingEvent.Verb


@pytest.fixture
def rating(cast: Cast) -> RequirementRating:
    return first_rating(make_assessment(cast.office, by=cast.coordinator))


def broken() -> list[str]:
    return [line for check in checks() for line in check.broken()]


def test_a_member_rates_and_the_history_says_who(cast: Cast, rating: RequirementRating) -> None:
    change(rating, by=cast.requester, result="partly", due_on="2026-12-31")

    event = rating.events.get()
    rating.refresh_from_db()
    assert (rating.result, rating.due_on) == ("partly", date(2026, 12, 31))
    assert (event.by, event.verb, event.mandate) == (cast.requester, Verb.CHANGED, None)
    assert event.values == values_of(rating)
    assert broken() == []


def test_who_serves_the_office_rates_and_the_mandate_is_named(
    cast: Cast, rating: RequirementRating
) -> None:
    change(rating, by=cast.delegate, result="met")

    assert rating.events.get().mandate.serving == cast.service_centre


@pytest.mark.parametrize("role", ["stranger", "agent", "editor", "administrator"])
def test_others_do_not(cast: Cast, rating: RequirementRating, role: str) -> None:
    with pytest.raises(PermissionDenied):
        change(rating, by=cast.person(role), result="met")
    assert not RequirementRating.objects.visible_to(cast.person(role)).exists()


def test_what_does_not_apply_needs_a_reason(cast: Cast, rating: RequirementRating) -> None:
    with pytest.raises(ValidationError, match="nie dotyczy"):
        change(rating, by=cast.requester, result="not_applicable")


def test_only_people_of_the_office_are_responsible(cast: Cast, rating: RequirementRating) -> None:
    change(rating, by=cast.requester, responsible_id=cast.delegate.pk)
    with pytest.raises(ValidationError):
        change(rating, by=cast.requester, responsible_id=cast.stranger.pk)


def test_one_who_left_the_office_stays_named(cast: Cast, rating: RequirementRating) -> None:
    """Seen failing with the person checked at every change: nothing could be saved any more."""
    leaver = make_membership(organisation=cast.office)
    change(rating, by=cast.requester, responsible_id=leaver.user_id)
    leaver.delete()

    assert change(rating, by=cast.requester, result="met").responsible_id == leaver.user_id


def test_two_who_change_different_things_both_count(cast: Cast, rating: RequirementRating) -> None:
    change(rating, by=cast.requester, comment="Kopie co noc.")
    change(rating, by=cast.colleague, seen=0, comment="", result="met")

    rating.refresh_from_db()
    assert (rating.comment, rating.result) == ("Kopie co noc.", "met")


def test_two_who_change_the_same_lose_nothing(cast: Cast, rating: RequirementRating) -> None:
    """Seen failing with `seen` ignored: the later text replaced the earlier one."""
    change(rating, by=cast.requester, comment="Kopie co noc.")
    later = rate(rating, by=cast.colleague, values={"comment": "Kopie co tydzień."}, seen=0)

    rating.refresh_from_db()
    assert rating.comment == "Kopie co noc."
    assert later.set_aside.values == {"comment": "Kopie co tydzień."}
    assert rating.revision == 1
    assert broken() == []


def test_what_was_kept_beside_can_be_taken_or_added(cast: Cast, rating: RequirementRating) -> None:
    change(rating, by=cast.requester, comment="Kopie co noc.")
    kept = rate(rating, by=cast.colleague, values={"comment": "Próba w maju."}, seen=0).set_aside

    put_back(kept, by=cast.colleague, seen=1, below=True)

    rating.refresh_from_db()
    assert rating.comment == "Kopie co noc.\n\nPróba w maju."


def test_an_earlier_state_can_be_put_back(cast: Cast, rating: RequirementRating) -> None:
    change(rating, by=cast.requester, comment="Pierwsze", result="met")
    change(rating, by=cast.colleague, comment="Drugie", result="partly")

    put_back(rating.events.get(revision=1), by=cast.requester, seen=2)

    rating.refresh_from_db()
    assert (rating.comment, rating.result, rating.revision) == ("Pierwsze", "met", 3)


def test_a_revision_that_never_was_is_refused(cast: Cast, rating: RequirementRating) -> None:
    with pytest.raises(ValidationError):
        rate(rating, by=cast.requester, values=BLANK, seen=7)


def test_nothing_changed_leaves_no_trace(cast: Cast, rating: RequirementRating) -> None:
    change(rating, by=cast.requester)

    assert not rating.events.exists()


def test_the_integrity_check_finds_a_rating_changed_past_its_history(
    cast: Cast, rating: RequirementRating
) -> None:
    change(rating, by=cast.requester, result="met")
    RequirementRating.objects.update(result="not_met")

    assert broken() == [str(rating)]
