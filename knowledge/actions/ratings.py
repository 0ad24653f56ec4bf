"""Rate a requirement, together with others who do the same."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.acting import Acting
from foundation.accounts.models import User
from knowledge.assessment.rating_merge import Values, merge
from knowledge.assessment.rating_values import BLANK, put, values_at, values_of
from knowledge.models import RatingEvent, RequirementRating
from knowledge.offices import people_of, right_to_assess


@dataclass(frozen=True)
class Rated:
    """The rating as it stands now, and the event that keeps what could not be stored."""

    rating: RequirementRating
    set_aside: RatingEvent | None = None


def rate(
    rating: RequirementRating, *, by: User, values: Values, seen: int, at: datetime | None = None
) -> Rated:
    """Store `values`, written on top of revision `seen`.

    What somebody else changed meanwhile stays; where both changed the same, what `by` wrote is kept in the
    history. Raises PermissionDenied, or ValidationError for the form.
    """
    at = at or timezone.now()
    right = assessing(rating, by=by, at=at)
    with transaction.atomic():
        rating = locked(rating)
        stored = values_of(rating)
        merged = merge(values_at(rating, seen), stored, {**BLANK, **values})
        if merged.values != stored:
            _change(rating, merged.values, by=by, right=right, at=at)
        if merged.is_clean:
            return Rated(rating)
        verb = RatingEvent.Verb.SET_ASIDE
        kept = write_event(rating, verb, by=by, right=right, at=at, values=merged.beside)
    return Rated(rating, kept)


def put_back(
    event: RatingEvent, *, by: User, seen: int, below: bool = False, at: datetime | None = None
) -> Rated:
    """Let what `event` holds count again; with `below` its comment is added under the present one.

    A person who has left the office since is not named again.
    """
    rating, present = event.rating, values_at(event.rating, seen)
    values = {**present, **event.values}
    if below:
        texts = (present["comment"], event.values.get("comment"))
        values["comment"] = "\n\n".join(text for text in texts if text)
    people = people_of(rating.assessment.organisation)
    if not people.filter(pk=values["responsible_id"]).exists():
        values["responsible_id"] = present["responsible_id"]
    return rate(rating, by=by, values=values, seen=seen, at=at)


def leave_as_it_is(event: RatingEvent, *, by: User, at: datetime | None = None) -> None:
    """Decide that what `event` keeps beside does not count; it stays in the history."""
    at = at or timezone.now()
    right = assessing(event.rating, by=by, at=at)
    write_event(event.rating, RatingEvent.Verb.LEFT, by=by, right=right, at=at)


def assessing(rating: RequirementRating, *, by: User, at: datetime) -> Acting:
    """The right by which `by` rates here; PermissionDenied without one."""
    right = right_to_assess(by, rating.assessment.organisation, at)
    if right is None:
        raise PermissionDenied(_("You may not act for this office."))
    return right


def locked(rating: RequirementRating) -> RequirementRating:
    """The rating as it stands now, held until the transaction ends."""
    ratings = RequirementRating.objects.select_for_update(of=["self"])
    return ratings.select_related("assessment__organisation", "text").get(pk=rating.pk)


def write_event(
    rating: RequirementRating,
    verb: RatingEvent.Verb,
    *,
    by: User,
    right: Acting,
    at: datetime,
    **fields: object,
) -> RatingEvent:
    """Add to the history what `by` did, and by whose leave."""
    return RatingEvent.objects.create(
        rating=rating, verb=verb, by=by, mandate=right.mandate, at=at, **fields
    )


def _change(
    rating: RequirementRating, values: Values, *, by: User, right: Acting, at: datetime
) -> None:
    _check_responsible(rating, values["responsible_id"])
    put(values, rating)
    rating.revision += 1
    rating.changed_at, rating.changed_by = at, by
    rating.is_reopened = rating.is_reopened and not rating.result
    rating.full_clean()
    rating.save()
    verb = RatingEvent.Verb.CHANGED
    write_event(rating, verb, by=by, right=right, at=at, revision=rating.revision, values=values)


def _check_responsible(rating: RequirementRating, person: int | None) -> None:
    """A person newly named must belong to the office; one who left meanwhile stays named."""
    if person in (None, rating.responsible_id):
        return
    if not people_of(rating.assessment.organisation).filter(pk=person).exists():
        raise ValidationError({"responsible": _("This person does not belong to your office.")})
