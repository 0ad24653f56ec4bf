"""What people write into a rating, as plain values that fit into its history."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from knowledge.assessment.rating_merge import Values
from knowledge.models import RequirementRating

BLANK: Values = {"result": "", "reason": "", "comment": "", "responsible_id": None, "due_on": None}


def values_of(rating: RequirementRating) -> Values:
    """As stored now; days as ISO dates."""
    values = {name: getattr(rating, name) for name in RequirementRating.WRITTEN}
    return values | {"due_on": rating.due_on.isoformat() if rating.due_on else None}


def values_at(rating: RequirementRating, revision: int) -> Values:
    """As they stood at `revision`; ValidationError where this rating never had it."""
    event = rating.events.filter(revision=revision).first()
    if event is None and revision:
        raise ValidationError(_("This page is out of date. Reload it and write again."))
    return event.values if event else BLANK


def put(values: Values, rating: RequirementRating) -> None:
    """Write `values` into the fields of `rating`, unsaved."""
    for name in RequirementRating.WRITTEN:
        setattr(rating, name, values[name])
    rating.due_on = date.fromisoformat(values["due_on"]) if values["due_on"] else None
