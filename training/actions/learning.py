"""A course at one's own pace: begin, do lessons, take the test."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import Mandate, Organisation, User
from training.actions.certifying import certify
from training.learning import outline, question_of, test_of
from training.models import Course, Learning, Lesson, LessonProgress, TestAttempt
from training.permissions import may_act_for
from training.scoring import attempts_left, score


def start_learning(
    course: Course,
    *,
    by: User,
    organisation: Organisation,
    mandate: Mandate | None = None,
    at: datetime | None = None,
) -> Learning:
    """Begin a course at one's own pace, or return the way that was begun and is not over."""
    at = at or timezone.now()
    if not may_act_for(by, organisation, mandate, on=timezone.localdate(at)):
        raise PermissionDenied(_("You cannot enrol this person for this office."))
    if not (course.live and course.is_self_paced and course.lessons.exists()):
        raise ValidationError(_("This course cannot be taken at one's own pace now."))
    learning, _is_new = Learning.objects.get_or_create(
        course=course,
        person=by,
        state=Learning.State.ONGOING,
        defaults={"organisation": organisation, "mandate": mandate, "started_at": at},
    )
    return learning


def finish_lesson(
    learning: Learning, *, lesson: Lesson, by: User, at: datetime | None = None
) -> Learning:
    """Mark a lesson as done; the last one of a course without a test finishes the course."""
    at = at or timezone.now()
    with transaction.atomic():
        learning = _locked(learning, by)
        progress = _progress(learning, lesson)
        if progress.done_at is None:
            progress.done_at = at
            progress.save(update_fields=["done_at"])
        stand = outline(learning)
        if stand.next_step is None and not stand.has_test:
            _finish(learning, at=at)
    return learning


def answer_question(
    learning: Learning, *, lesson: Lesson, question: str, chosen: Collection[str], by: User
) -> LessonProgress:
    """Keep what was answered to a question inside a lesson. It counts for nothing but the person.

    Raises ValidationError for a question or an answer that the lesson does not have.
    """
    asked = {block.id: question_of(block) for block in lesson.body if block.id == question}
    if question not in asked or not chosen or not set(chosen) <= set(asked[question].choices):
        raise ValidationError(_("Choose at least one answer."))
    with transaction.atomic():
        progress = _progress(_locked(learning, by), lesson)
        progress.answers = progress.answers | {question: sorted(chosen)}
        progress.save(update_fields=["answers"])
    return progress


def take_test(
    learning: Learning,
    *,
    answers: Mapping[str, Collection[str]],
    number: int,
    by: User,
    at: datetime | None = None,
) -> TestAttempt:
    """Score the attempt `number`: who passes has finished and is certified at once.

    Who has used up the attempts begins anew. Raises ValidationError while lessons are not done, or where
    this attempt was taken already, for example in another window.
    """
    at = at or timezone.now()
    with transaction.atomic():
        learning = _locked(learning, by)
        course, used = learning.course, learning.attempts.count()
        if outline(learning).next_step is not None:
            raise ValidationError(_("The test opens when all lessons are done."))
        if number != used + 1:
            raise ValidationError(_("This attempt was sent already. Look at its result."))
        attempt = _scored(learning, answers, number=number, at=at)
        if attempt.has_passed:
            learning.test_percent = attempt.percent
            _finish(learning, at=at)
        elif not attempts_left(number, course.test_attempts):
            _end(learning, Learning.State.FAILED, at=at)
    return attempt


def _scored(
    learning: Learning, answers: Mapping[str, Collection[str]], *, number: int, at: datetime
) -> TestAttempt:
    result = score(test_of(learning.course), answers)
    return TestAttempt.objects.create(
        learning=learning,
        number=number,
        answers={key: sorted(chosen) for key, chosen in answers.items()},
        right=sorted(result.right),
        asked=result.asked,
        percent=result.percent,
        has_passed=result.passes(learning.course.pass_percent),
        at=at,
    )


def _locked(learning: Learning, by: User) -> Learning:
    """The way read afresh and locked; only its person may go on, and only while it is not over."""
    fresh = Learning.objects.select_for_update(of=("self",)).select_related(
        "course", "person", "organisation"
    )
    learning = fresh.get(pk=learning.pk)
    if learning.person_id != by.pk:
        raise PermissionDenied(_("Only the person who takes a course goes on with it."))
    if not learning.is_ongoing:
        raise ValidationError(_("You have finished this course already."))
    return learning


def _progress(learning: Learning, lesson: Lesson) -> LessonProgress:
    if lesson.course_id != learning.course_id:
        raise ValidationError(_("This lesson belongs to another course."))
    return LessonProgress.objects.get_or_create(learning=learning, lesson=lesson)[0]


def _finish(learning: Learning, *, at: datetime) -> None:
    _end(learning, Learning.State.FINISHED, at=at)
    certify(learning, by=None, at=at)


def _end(learning: Learning, state: Learning.State, *, at: datetime) -> None:
    learning.state, learning.finished_at = state, at
    learning.save(update_fields=["state", "finished_at", "test_percent"])
