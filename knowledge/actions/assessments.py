"""Begin an assessment; take over from the version before what did not change."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import Organisation, User
from knowledge.assessment.rating_values import BLANK, put, values_of
from knowledge.models import (
    Assessment,
    Evidence,
    RatingEvent,
    RequirementRating,
    RequirementText,
    StandardVersion,
)
from knowledge.offices import may_lead, right_to_assess, serving_of


def start_assessment(
    version: StandardVersion, *, by: User, organisation: Organisation, at: datetime | None = None
) -> Assessment:
    """Begin to rate `version` for `organisation`; what it said of an earlier version is taken over.

    Ratings of requirements whose level lines did not change go on as they are; those of changed ones are
    opened again, with comment, person and confirmations kept. Raises PermissionDenied or ValidationError.
    """
    at = at or timezone.now()
    right = right_to_assess(by, organisation, at)
    if not may_lead(right):
        raise PermissionDenied(_("Only the coordinator of the office may do this."))
    if not version.is_published:
        raise ValidationError(_("A draft cannot be assessed: its requirements may still change."))
    if not version.texts.exists():
        raise ValidationError(_("This version has no requirements to assess."))
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        former = _former(version, organisation)
        assessment = Assessment(
            organisation=organisation,
            version=version,
            carried_from=former,
            inherits_from=_shared(version, organisation, at),
            started_by=by,
            started_at=at,
        )
        assessment.full_clean()
        assessment.save()
        texts = list(version.texts.order_by("position"))
        _write_ratings(assessment, texts, _ratings_of(former), by=by, at=at)
    return assessment


def _shared(
    version: StandardVersion, organisation: Organisation, at: datetime
) -> Assessment | None:
    """The assessment of an office that serves this one, where it counts for others already."""
    serving = serving_of(Organisation.objects.filter(pk=organisation.pk), at)
    shared = Assessment.objects.filter(version=version, organisation__in=serving)
    return shared.filter(heirs__isnull=False).order_by("pk").first()


def _former(version: StandardVersion, organisation: Organisation) -> Assessment | None:
    """The newest assessment by the office of an earlier version of the same standard."""
    earlier = Assessment.objects.filter(
        organisation=organisation,
        version__standard=version.standard_id,
        version__in_force_from__lt=version.in_force_from,
    )
    return earlier.order_by("-version__in_force_from", "-pk").first()


def _ratings_of(assessment: Assessment | None) -> Mapping[int, RequirementRating]:
    """By key of the requirement, which outlives its texts."""
    ratings = RequirementRating.objects.filter(assessment=assessment) if assessment else []
    return {one.text.requirement_id: one for one in ratings and ratings.select_related("text")}


def _write_ratings(
    assessment: Assessment,
    texts: list[RequirementText],
    former: Mapping[int, RequirementRating],
    *,
    by: User,
    at: datetime,
) -> None:
    new = [_rating(assessment, text, former.get(text.requirement_id)) for text in texts]
    RequirementRating.objects.bulk_create(new)
    known = [rating for rating in new if rating.revision]
    RatingEvent.objects.bulk_create(_event(rating, by, at) for rating in known)
    _keep_evidence({rating.former_id: rating for rating in new if rating.former_id})


def _rating(
    assessment: Assessment, text: RequirementText, former: RequirementRating | None
) -> RequirementRating:
    """A blank rating, or the former one: without its result where the requirement asks something else."""
    rating = RequirementRating(assessment=assessment, text=text, former=former)
    if former is None:
        return rating
    values = values_of(former)
    rating.is_reopened = former.is_reopened or former.text.content_hash != text.content_hash
    if rating.is_reopened:
        values = {**values, "result": "", "reason": ""}
    if values != BLANK or rating.is_reopened:
        put(values, rating)
        rating.revision = 1
        rating.changed_at, rating.changed_by_id = former.changed_at, former.changed_by_id
    return rating


def _event(rating: RequirementRating, by: User, at: datetime) -> RatingEvent:
    verbs = RatingEvent.Verb
    return RatingEvent(
        rating=rating,
        verb=verbs.REOPENED if rating.is_reopened else verbs.TAKEN_OVER,
        revision=rating.revision,
        values=values_of(rating),
        by=by,
        at=at,
    )


def _keep_evidence(heirs: Mapping[int, RequirementRating]) -> None:
    """What confirmed a former rating confirms the new one, too."""
    link = Evidence.ratings.through
    former = link.objects.filter(requirementrating__in=heirs)
    link.objects.bulk_create(
        link(evidence_id=one.evidence_id, requirementrating_id=heirs[one.requirementrating_id].pk)
        for one in former
    )
