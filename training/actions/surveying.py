"""Surveys: whoever was there is asked once and answers once, without a name."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from training.models import Enrolment, SurveyAnswer, SurveyInvitation
from training.states import WAS_THERE
from training.surveys import takes_answers


def invite_to_survey(people: Sequence[Enrolment]) -> None:
    """Let everybody who was there answer; the worker writes to them. Called when attendance is closed."""
    SurveyInvitation.objects.bulk_create(
        (SurveyInvitation(enrolment=e) for e in people if e.state in WAS_THERE),
        ignore_conflicts=True,
    )


def answer_survey(
    enrolment: Enrolment, *, by: User, answers: Mapping[str, object], at: datetime | None = None
) -> None:
    """Keep the answers apart from the person; `answers` are values by field name of `SurveyAnswer`.

    Nothing is returned and no event is written: whoever answered is marked, without a moment.
    """
    if by.pk != enrolment.person_id:
        raise PermissionDenied(_("Only the person themselves can answer."))
    with transaction.atomic():
        invitations = SurveyInvitation.objects.select_for_update(of=("self",))
        found = invitations.select_related("enrolment__session").filter(enrolment=enrolment)
        invitation = found.first()
        session = invitation.enrolment.session if invitation else None
        if session is None or not takes_answers(session, at or timezone.now()):
            raise ValidationError(_("This survey takes no answers now."))
        if invitation.has_answered:
            raise ValidationError(_("You have answered already. Thank you."))
        answer = SurveyAnswer(session=session, **answers)
        answer.full_clean()
        answer.save(force_insert=True)
        invitation.has_answered = True
        invitation.save(update_fields=["has_answered"])
