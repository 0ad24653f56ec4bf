"""What `manage.py check_integrity` proves about consultations."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from foundation.integrity import IntegrityCheck
from knowledge.consultations.checksums import answer_checksum
from knowledge.models import Consultation, Response


def changed_answers() -> Sequence[str]:
    """Comments or responses whose words are no longer those that were published."""
    answered = Response.objects.select_related(
        "comment__consultation__version__standard", "comment__organisation"
    )
    return [str(one.comment) for one in answered if answer_checksum(one) != one.checksum]


def concluded_without_answers() -> Sequence[str]:
    """Consultations that were concluded although a published comment has no response."""
    concluded = Consultation.objects.exclude(concluded_at=None)
    return [str(one) for one in concluded.for_list() if one.unanswered_count]


def checks() -> Sequence[IntegrityCheck]:
    return [
        IntegrityCheck(_("Answered comments keep their words"), changed_answers),
        IntegrityCheck(_("Concluded consultations have all responses"), concluded_without_answers),
    ]
