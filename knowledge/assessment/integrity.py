"""What `manage.py check_integrity` proves about self-assessments."""

from collections.abc import Sequence

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from foundation.integrity import IntegrityCheck
from knowledge.assessment.rating_values import values_of
from knowledge.models import (
    Assessment,
    DutyRule,
    Evidence,
    RatingEvent,
    RequirementRating,
    RequirementText,
)


def incomplete_assessments() -> Sequence[str]:
    """Those that lack a rating for a requirement of their version, or rate one of another version."""
    texts = RequirementText.objects.filter(version=OuterRef("version")).exclude(
        pk__in=RequirementRating.objects.filter(assessment=OuterRef(OuterRef("pk"))).values("text")
    )
    strange = RequirementRating.objects.filter(assessment=OuterRef("pk")).exclude(
        text__version=OuterRef("version")
    )
    found = Assessment.objects.filter(Exists(texts) | Exists(strange))
    return [str(one) for one in found.for_list()]


def ratings_unlike_their_history() -> Sequence[str]:
    """Ratings whose values are not those of the event that made their revision."""
    newest = RatingEvent.objects.filter(revision__isnull=False).order_by("-revision")
    made = {}
    for event in newest.iterator(500):
        made.setdefault(event.rating_id, event)
    ratings = RequirementRating.objects.filter(revision__gt=0)
    ratings = ratings.select_related("assessment__organisation", "assessment__version__standard")
    return [
        str(rating)
        for rating in ratings.select_related("text").iterator(500)
        if rating.pk not in made or _differs(rating, made[rating.pk])
    ]


def _differs(rating: RequirementRating, event: RatingEvent) -> bool:
    """A person who was erased is named in the history by a number alone, in the rating not at all."""
    stored = dict(values_of(rating))
    if stored["responsible_id"] is None:
        stored["responsible_id"] = event.values["responsible_id"]
    return event.revision != rating.revision or event.values != stored


def evidence_of_others() -> Sequence[str]:
    """Ratings that are confirmed by papers of another office."""
    link = Evidence.ratings.through
    foreign = link.objects.exclude(
        evidence__organisation=F("requirementrating__assessment__organisation")
    )
    return [
        f"{one.evidence}: {one.requirementrating_id}" for one in foreign.select_related("evidence")
    ]


def heirs_of_heirs() -> Sequence[str]:
    """Assessments that inherit from one of another version, or from one that inherits itself."""
    found = Assessment.objects.filter(inherits_from__isnull=False).filter(
        ~Q(inherits_from__version=F("version")) | Q(inherits_from__inherits_from__isnull=False)
    )
    return [str(one) for one in found.for_list()]


def duties_out_of_time() -> Sequence[str]:
    """Single days on which the provision that a duty rests on is not in force."""
    rules = DutyRule.objects.filter(on__isnull=False).select_related("period")
    return [f"{rule}: {rule.on}" for rule in rules if not rule.period.covers(rule.on)]


def checks() -> Sequence[IntegrityCheck]:
    return [
        IntegrityCheck(
            _("Assessments rate all requirements of their version"), incomplete_assessments
        ),
        IntegrityCheck(_("Ratings are what their history says"), ratings_unlike_their_history),
        IntegrityCheck(_("Confirmations belong to the office that rates"), evidence_of_others),
        IntegrityCheck(_("Assessments inherit from one of the same version"), heirs_of_heirs),
        IntegrityCheck(_("Duties fall into the time of their provision"), duties_out_of_time),
    ]
