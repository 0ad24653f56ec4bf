"""Confirm a rating by a file or a link of the office."""

from datetime import datetime
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.files.actions import store_file
from knowledge.actions.ratings import assessing, locked, write_event
from knowledge.models import Evidence, RatingEvent, RequirementRating


def add_evidence(
    rating: RequirementRating,
    *,
    by: User,
    title: str,
    url: str = "",
    content: BinaryIO | None = None,
    name: str = "",
    at: datetime | None = None,
) -> Evidence:
    """Keep a file (`content` under `name`) or a link of the office, and confirm `rating` by it."""
    at = at or timezone.now()
    right = assessing(rating, by=by, at=at)
    file = store_file(content, name=name, by=by, at=at) if content else None
    with transaction.atomic():
        rating = locked(rating)
        evidence = Evidence(
            organisation=rating.assessment.organisation,
            title=title or name[:200],
            url=url,
            file=file,
            added_by=by,
            added_at=at,
        )
        evidence.full_clean()
        evidence.save()
        evidence.ratings.add(rating)
        verb = RatingEvent.Verb.EVIDENCE_ADDED
        write_event(rating, verb, by=by, right=right, at=at, note=evidence.title)
    return evidence


def use_evidence(
    evidence: Evidence, *, rating: RequirementRating, by: User, at: datetime | None = None
) -> None:
    """Confirm `rating` by something that the office keeps already."""
    at = at or timezone.now()
    right = assessing(rating, by=by, at=at)
    if evidence.organisation_id != rating.assessment.organisation_id:
        raise ValidationError(_("This confirmation belongs to another office."))
    with transaction.atomic():
        rating = locked(rating)
        if not evidence.ratings.filter(pk=rating.pk).exists():
            evidence.ratings.add(rating)
            verb = RatingEvent.Verb.EVIDENCE_ADDED
            write_event(rating, verb, by=by, right=right, at=at, note=evidence.title)


def remove_evidence(
    evidence: Evidence, *, rating: RequirementRating, by: User, at: datetime | None = None
) -> None:
    """Confirm `rating` by it no longer; the office keeps it, and other ratings do too."""
    at = at or timezone.now()
    right = assessing(rating, by=by, at=at)
    with transaction.atomic():
        rating = locked(rating)
        if evidence.ratings.filter(pk=rating.pk).exists():
            evidence.ratings.remove(rating)
            verb = RatingEvent.Verb.EVIDENCE_REMOVED
            write_event(rating, verb, by=by, right=right, at=at, note=evidence.title)
