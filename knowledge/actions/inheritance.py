"""Rate once for every office that one serves."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import Organisation, User
from knowledge.actions.assessments import start_assessment
from knowledge.models import Assessment
from knowledge.offices import may_lead, right_to_assess, served_by


def share_with_served(
    assessment: Assessment, *, by: User, at: datetime | None = None
) -> list[Assessment]:
    """Let `assessment` count for every office that its own serves; return those that are new.

    Each of them gets an assessment of its own, where it may rate differently. Asking again includes the
    offices that came since. Raises PermissionDenied, or ValidationError when it inherits itself.
    """
    at = at or timezone.now()
    office = assessment.organisation
    if not may_lead(right_to_assess(by, office, at)):
        raise PermissionDenied(_("Only the coordinator of the office may do this."))
    if assessment.inherits_from_id:
        raise ValidationError(_("This assessment inherits from another office itself."))
    with transaction.atomic():
        units = list(served_by(office, at))
        return [one for unit in units if (one := _heir(assessment, unit, by=by, at=at))]


def _heir(
    assessment: Assessment, unit: Organisation, *, by: User, at: datetime
) -> Assessment | None:
    """The unit's own assessment, now an heir; None where it was one, or inherits from somebody else."""
    own = Assessment.objects.filter(organisation=unit, version=assessment.version).first()
    if own is None:
        own = start_assessment(assessment.version, by=by, organisation=unit, at=at)
    elif own.inherits_from_id or own.heirs.exists():
        return None
    own.inherits_from = assessment
    own.full_clean()
    own.save(update_fields=["inherits_from"])
    return own
