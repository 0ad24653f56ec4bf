"""What the page of an enrolment shows of the organiser's questions."""

from datetime import datetime

from training.answers import KEPT, answers_of
from training.forms.questions import AnswersForm
from training.models import Enrolment, SessionQuestion
from training.permissions import may_see_participants


def own_answers(enrolment: Enrolment, viewer, now: datetime) -> dict[str, object]:
    """What the page of an enrolment shows of questions: to the person, organisers and trainers only."""
    session = enrolment.session
    may_see = viewer.pk == enrolment.person_id or may_see_participants(viewer, session)
    asked: list[SessionQuestion] = list(session.questions.all()) if may_see else []
    if not asked:
        return {}
    known = answers_of(enrolment)
    may_answer = viewer.pk == enrolment.person_id and not enrolment.is_over
    is_ahead = session.starts_at is not None and session.starts_at > now
    return {
        "asked": [(q, dict(q.options).get(known.get(q.pk), known.get(q.pk, ""))) for q in asked],
        "answers_form": AnswersForm(questions=asked, known=known)
        if may_answer and is_ahead
        else None,
        "answers_missing": any(q.pk not in known for q in asked),
        "kept_days": KEPT.days,
    }
