"""A way through a course at one's own pace: what is done, what comes next, what the test asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from training.models import Course, Learning, Lesson
from training.scoring import Question, attempts_left, shuffled


@dataclass(frozen=True)
class Step:
    """One lesson as this person sees it."""

    lesson: Lesson
    number: int
    is_done: bool


@dataclass(frozen=True)
class Outline:
    """Where somebody stands: the lessons in order, and the test at the end."""

    steps: Sequence[Step]
    has_test: bool
    attempts_left: int

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)

    @property
    def next_step(self) -> Step | None:
        """The first lesson that is not done."""
        return next((step for step in self.steps if not step.is_done), None)

    @property
    def is_ready_for_test(self) -> bool:
        return self.has_test and self.next_step is None and self.attempts_left > 0

    def after(self, lesson: Lesson) -> Step | None:
        """The lesson that follows in order, whether done or not."""
        place = next(n for n, step in enumerate(self.steps) if step.lesson == lesson)
        return next(iter(self.steps[place + 1 :]), None)


def outline(learning: Learning) -> Outline:
    """Three queries, however many lessons there are."""
    course = learning.course
    done = set(learning.progress.exclude(done_at=None).values_list("lesson_id", flat=True))
    steps = [
        Step(lesson, number, lesson.pk in done)
        for number, lesson in enumerate(course.lessons.all(), start=1)
    ]
    left = attempts_left(learning.attempts.count(), course.test_attempts)
    return Outline(steps, has_test=bool(course.test), attempts_left=left)


def question_of(block) -> Question:
    """A block with a question as scoring reads it."""
    answers = block.value["answers"].bound_blocks
    return Question(
        key=block.id,
        choices=tuple(answer.id for answer in answers),
        right=frozenset(answer.id for answer in answers if answer.value["is_right"]),
    )


def test_of(course: Course) -> Sequence[Question]:
    return [question_of(block) for block in course.test]


@dataclass(frozen=True)
class Asked:
    """One question with its answers in the order in which this person sees them."""

    question: Question
    text: str
    explanation: str
    choices: Sequence[tuple[str, str]]

    @property
    def takes_several(self) -> bool:
        return len(self.question.right) > 1

    def texts_of(self, keys: Sequence[str]) -> Sequence[str]:
        return [text for key, text in self.choices if key in keys]

    @property
    def right_texts(self) -> Sequence[str]:
        return self.texts_of(list(self.question.right))


def asked(block, *, seed: str) -> Asked:
    question = question_of(block)
    texts = {a.id: a.value["text"] for a in block.value["answers"].bound_blocks}
    order = shuffled(question.choices, seed=f"{seed}:{question.key}")
    choices = [(key, texts[key]) for key in order]
    return Asked(question, block.value["text"], block.value["explanation"], choices)


def asked_in_test(learning: Learning, number: int) -> Sequence[Asked]:
    """The questions of the attempt `number`; another attempt shows the answers in another order."""
    return [asked(block, seed=f"{learning.uid}:{number}") for block in learning.course.test]


@dataclass(frozen=True)
class Checked:
    """A question of a lesson with what was answered in it, if anything."""

    asked: Asked
    chosen: Sequence[str]
    problem: str = ""

    @property
    def chosen_texts(self) -> Sequence[str]:
        return self.asked.texts_of(self.chosen)

    @property
    def is_answered(self) -> bool:
        return bool(self.chosen)

    @property
    def is_right(self) -> bool:
        return frozenset(self.chosen) == self.asked.question.right


def lesson_blocks(
    lesson: Lesson, learning: Learning, *, refused: str = "", problem: str = ""
) -> Sequence[tuple[object, Checked | None]]:
    """The blocks of a lesson, questions with what was answered; `refused` names one with a `problem`."""
    progress = learning.progress.filter(lesson=lesson).first()
    answers = progress.answers if progress else {}
    return [
        (block, _checked(block, learning, answers, problem if block.id == refused else ""))
        for block in lesson.body
    ]


def _checked(
    block, learning: Learning, answers: Mapping[str, Sequence[str]], problem: str
) -> Checked | None:
    if block.block_type != "question":
        return None
    return Checked(asked(block, seed=str(learning.uid)), answers.get(block.id, []), problem)
