"""Surveys after training: how long they are open, and what the answers come to."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from training.models import Session, SurveyAnswer, SurveyInvitation

FEWEST = 5  # answers; of fewer one could guess whose they are
OPEN_FOR = timedelta(days=30)
SCALE = (1, 2, 3, 4, 5)
RATINGS = ("useful", "clear", "pace", "organised")
TALLEST = 72  # pixels of a column


@dataclass(frozen=True)
class Column:
    """One column of the picture, in pixels of its drawing."""

    value: int
    count: int
    x: int
    y: int
    height: int

    @property
    def middle(self) -> int:
        return self.x + 20


@dataclass(frozen=True)
class Question:
    name: str
    label: str
    columns: Sequence[Column]
    mean: float


@dataclass(frozen=True)
class Results:
    """`questions` and texts are empty while fewer than five have answered."""

    invited: int
    answered: int
    questions: Sequence[Question] = ()
    best: Sequence[str] = ()
    better: Sequence[str] = ()

    @property
    def is_hidden(self) -> bool:
        return self.answered < FEWEST


def open_until(session: Session) -> datetime | None:
    closed_at = session.attendance_closed_at
    return closed_at + OPEN_FOR if closed_at else None


def takes_answers(session: Session, at: datetime) -> bool:
    until = open_until(session)
    return until is not None and at <= until


def results_of(session: Session) -> Results:
    """Counts, means and texts; the texts in an order that says nothing of who wrote first."""
    invited = SurveyInvitation.objects.filter(enrolment__session=session).count()
    answers = list(session.survey_answers.all())
    if len(answers) < FEWEST:
        return Results(invited, len(answers))
    return Results(
        invited,
        len(answers),
        questions=[_question(name, answers) for name in RATINGS],
        best=sorted(answer.best for answer in answers if answer.best),
        better=sorted(answer.better for answer in answers if answer.better),
    )


def headings() -> Sequence[str]:
    return [
        *(_label(name) for name in RATINGS),
        _("What helped you most?"),
        _("What should we change?"),
    ]


def rows(session: Session) -> Iterator[Sequence[object]]:
    """A row for each answer, in no order of time; none while they are hidden."""
    answers = list(session.survey_answers.all())
    if len(answers) >= FEWEST:
        for answer in answers:
            yield [*(getattr(answer, name) for name in RATINGS), answer.best, answer.better]


def _question(name: str, answers: Sequence[SurveyAnswer]) -> Question:
    values = [getattr(answer, name) for answer in answers]
    counts = Counter(values)
    most = max(counts.values())
    columns = []
    for place, value in enumerate(SCALE):
        height = round(counts[value] / most * TALLEST)
        columns.append(Column(value, counts[value], place * 48, TALLEST + 20 - height, height))
    return Question(name, _label(name), columns, sum(values) / len(values))


def _label(name: str) -> str:
    return str(SurveyAnswer._meta.get_field(name).verbose_name)
