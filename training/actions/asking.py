"""What organisers ask, and what participants answer."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from training.actions.organising import check_not_over, check_organises
from training.models import Enrolment, EnrolmentAnswer, Session, SessionQuestion
from training.models.asked import LONGEST
from training.seats import locked

MOST_QUESTIONS = 10


def ask_question(session: Session, *, by: User, details: Mapping[str, object]) -> SessionQuestion:
    """Ask everybody who comes; `details` are values by field name. Who is in already answers later."""
    check_organises(by=by)
    with transaction.atomic():
        session = locked(session)
        check_not_over(session)
        if session.questions.count() >= MOST_QUESTIONS:
            raise ValidationError(
                _("A session asks at most %(most)s questions.") % {"most": MOST_QUESTIONS}
            )
        question = SessionQuestion(session=session, **details)
        question.full_clean()
        question.save()
    return question


def take_question_out(question: SessionQuestion, *, by: User) -> None:
    """Ask no longer; the answers that were given go with it."""
    check_organises(by=by)
    question.delete()


def answer_questions(
    enrolment: Enrolment, *, by: User, answers: Mapping[int, str], at: datetime | None = None
) -> None:
    """Keep the answers of `by` by the number of their question; an empty one takes the answer back.

    Raises ValidationError once the session has begun, where a required answer is missing, or where one is
    not to be chosen.
    """
    at = at or timezone.now()
    if by.pk != enrolment.person_id:
        raise PermissionDenied(_("Only the person themselves can answer."))
    session = enrolment.session
    if enrolment.is_over or session.starts_at is None or session.starts_at <= at:
        raise ValidationError(_("The session has begun: answers can no longer be changed."))
    with transaction.atomic():
        for question in session.questions.all():
            value = answers.get(question.pk, "").strip()
            _check(question, value)
            _keep(enrolment, question, value)


def _check(question: SessionQuestion, value: str) -> None:
    if question.is_required and not value:
        raise ValidationError(_("Please answer: %(question)s") % {"question": question})
    if len(value) > LONGEST or (value and question.options and value not in dict(question.options)):
        raise ValidationError(_("Please answer: %(question)s") % {"question": question})


def _keep(enrolment: Enrolment, question: SessionQuestion, value: str) -> None:
    if value:
        EnrolmentAnswer.objects.update_or_create(
            enrolment=enrolment, question=question, defaults={"value": value}
        )
    else:
        EnrolmentAnswer.objects.filter(enrolment=enrolment, question=question).delete()
