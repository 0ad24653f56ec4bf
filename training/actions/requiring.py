"""What an office requires of its people."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import Membership, Organisation, User
from foundation.accounts.permissions import may_coordinate
from training.models import Course, TrainingDuty


def require_training(
    organisation: Organisation,
    *,
    by: User,
    course: Course,
    by_on: date,
    people: Sequence[User] = (),
    at: datetime | None = None,
) -> TrainingDuty:
    """Ask the office's people (all, or these members) to take a course by a day.

    Raises ValidationError where the office requires it already, or somebody named is no member.
    """
    _check_coordinates(by, organisation)
    members = Membership.objects.active().filter(organisation=organisation, user__in=people)
    if members.values("user").distinct().count() != len(set(people)):
        raise ValidationError(_("Only people of the office can be asked."))
    duty = TrainingDuty(organisation=organisation, course=course, by_on=by_on, set_by=by)
    duty.set_at = at or timezone.now()
    with transaction.atomic():
        duty.full_clean()
        duty.save()
        duty.people.set(people)
    return duty


def end_requirement(duty: TrainingDuty, *, by: User, at: datetime | None = None) -> TrainingDuty:
    """Require it no longer; what people have taken stays."""
    _check_coordinates(by, duty.organisation)
    ended_at = at or timezone.now()
    if not TrainingDuty.objects.in_force().filter(pk=duty.pk).update(ended_at=ended_at):
        raise ValidationError(_("The office does not require this course any more."))
    duty.ended_at = ended_at
    return duty


def _check_coordinates(by: User, organisation: Organisation) -> None:
    if not may_coordinate(by, organisation):
        raise PermissionDenied(_("Only the office's coordinator can do this."))
