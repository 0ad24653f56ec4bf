"""Courses at one's own pace for tests: two lessons and a test of two questions."""

from collections.abc import Collection, Mapping

from foundation.accounts.models import User
from tests.training.factories import make_course
from training import actions
from training.learning import test_of
from training.models import Course, Learning, Lesson


def question(text: str, *answers: tuple[str, bool]) -> tuple[str, dict]:
    chosen = [{"text": answer, "is_right": is_right} for answer, is_right in answers]
    return "question", {"text": text, "answers": chosen, "explanation": "Bo tak."}


ONE = question("Ile jest dwa i dwa?", ("cztery", True), ("pięć", False))
TWO = question("Które są parzyste?", ("dwa", True), ("cztery", True), ("trzy", False))


def make_self_paced(*, lessons: int = 2, has_test: bool = True, **fields) -> Course:
    course = make_course(kind="self_paced", length_minutes=45, **fields)
    course.test_pl = [ONE, TWO] if has_test else []
    course.lessons = [
        Lesson(title_pl=f"Lekcja {n + 1}", minutes=10, body_pl=[("text", "<p>Treść.</p>"), ONE])
        for n in range(lessons)
    ]
    course.save()
    return Course.objects.get(pk=course.pk)


def make_learning(person: User, course: Course | None = None, *, done: int = 0) -> Learning:
    """A way through a course with its first `done` lessons done."""
    course = course or make_self_paced()
    organisation = person.memberships.get().organisation
    learning = actions.start_learning(course, by=person, organisation=organisation)
    for lesson in course.lessons.all()[:done]:
        actions.finish_lesson(learning, lesson=lesson, by=person)
    return learning


def answers(course: Course, *, right: int) -> Mapping[str, Collection[str]]:
    """Answers to the test of which the first `right` are right."""
    return {
        asked.key: asked.right if number < right else set(asked.choices) - asked.right
        for number, asked in enumerate(test_of(course))
    }


def take(learning: Learning, number: int = 1, *, right: int = 2) -> None:
    given = answers(learning.course, right=right)
    actions.take_test(learning, answers=given, number=number, by=learning.person)
    learning.refresh_from_db()
