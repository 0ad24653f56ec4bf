"""What participants answered: for organisers to count, for the person to see, forgotten in time."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from training.models import Enrolment, EnrolmentAnswer, Session, SessionQuestion
from training.states import ENDED

KEPT = timedelta(days=30)  # after the session: meals are eaten, cars are parked


@dataclass(frozen=True)
class QuestionResult:
    """How often each answer was given, or who wrote what; and how many have not answered."""

    question: SessionQuestion
    counts: Sequence[tuple[str, int]]
    texts: Sequence[EnrolmentAnswer]
    missing: int


def question_results(session: Session) -> Sequence[QuestionResult]:
    """The answers of everybody who is in the session or waits for a place; three queries."""
    people = session.enrolments.current().count()
    given = EnrolmentAnswer.objects.filter(
        question__session=session, enrolment__in=session.enrolments.current()
    )
    by_question = defaultdict(list)
    for answer in given.select_related("enrolment__person").order_by("enrolment__person__name"):
        by_question[answer.question_id].append(answer)
    return [_result(q, by_question[q.pk], people) for q in session.questions.all()]


def answers_of(enrolment: Enrolment) -> Mapping[int, str]:
    """Values by the number of their question."""
    return dict(enrolment.answers.values_list("question", "value"))


def forget_answers(*, at: datetime) -> None:
    """Some weeks after the session, and of those who are no longer in it."""
    over = Q(enrolment__session__ends_at__lt=at - KEPT) | Q(enrolment__state__in=ENDED)
    EnrolmentAnswer.objects.filter(over).delete()


def _result(
    question: SessionQuestion, answers: Sequence[EnrolmentAnswer], people: int
) -> QuestionResult:
    values = [answer.value for answer in answers]
    counts = [(str(label), values.count(value)) for value, label in question.options]
    texts = answers if question.kind == SessionQuestion.Kind.TEXT else []
    return QuestionResult(question, counts, texts, people - len(answers))
