"""A course at one's own pace: progress that is kept, a test, a certificate at once."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.cast import Cast
from tests.training.enrolments import mails
from tests.training.learning.factories import (
    answers,
    make_learning,
    make_self_paced,
    take,
)
from tests.training.test_races import at_once
from training import actions
from training.certificates import attested
from training.integrity import integrity_checks
from training.learning import outline
from training.models import Certificate, Learning
from training.personal_data import erase_person, personal_data
from training.sweeps import tell_of_certificates


def broken_rules() -> list[str]:
    return [line for check in integrity_checks() for line in check.broken()]


def test_progress_is_kept_and_goes_on_with_the_next_lesson(cast: Cast) -> None:
    course = make_self_paced()
    learning = make_learning(cast.trainee, course, done=1)

    again = make_learning(cast.trainee, course)

    stand = outline(again)
    assert again == learning
    assert (stand.done, stand.next_step.number, stand.is_ready_for_test) == (1, 2, False)


def test_who_passes_is_certified_at_once(cast: Cast) -> None:
    course = make_self_paced(certificate_months=24)
    learning = make_learning(cast.trainee, course, done=2)

    take(learning)

    certificate = Certificate.objects.get()
    lines = dict(attested(certificate))
    assert (learning.state, learning.test_percent) == ("finished", 100)
    assert (certificate.kind, certificate.learning, certificate.enrolment) == (
        "completion", learning, None,
    )  # fmt: skip
    assert (certificate.minutes, certificate.test_percent) == (45, 100)
    assert certificate.valid_until is not None
    assert [value for value in lines.values() if "100\N{NO-BREAK SPACE}%" in value]
    assert tell_of_certificates(at=certificate.issued_at) == 1
    assert mails(cast.trainee) == ["training_certificate"]
    assert broken_rules() == []


def test_a_course_without_a_test_ends_with_its_last_lesson(cast: Cast) -> None:
    learning = make_learning(cast.trainee, make_self_paced(has_test=False), done=2)

    learning.refresh_from_db()
    certificate = Certificate.objects.get()
    assert (learning.state, certificate.test_percent) == ("finished", None)


def test_who_fails_may_try_again_until_the_attempts_are_used_up(cast: Cast) -> None:
    course = make_self_paced(test_attempts=2)
    learning = make_learning(cast.trainee, course, done=2)

    take(learning, 1, right=1)
    assert (learning.state, outline(learning).attempts_left) == ("ongoing", 1)
    take(learning, 2, right=1)

    assert (learning.state, Certificate.objects.count()) == ("failed", 0)
    anew = make_learning(cast.trainee, course)
    assert (anew.pk != learning.pk, outline(anew).done) == (True, 0)


def test_the_test_opens_after_the_lessons(cast: Cast) -> None:
    learning = make_learning(cast.trainee, done=1)

    with pytest.raises(ValidationError):
        take(learning)


def test_an_attempt_counts_once(cast: Cast) -> None:
    """Two windows show the same attempt; the second one to be sent is refused."""
    learning = make_learning(cast.trainee, done=2)
    take(learning, 1, right=1)

    with pytest.raises(ValidationError):
        take(learning, 1, right=2)
    assert learning.attempts.count() == 1


def test_nobody_goes_on_for_somebody_else(cast: Cast) -> None:
    learning = make_learning(cast.trainee, done=2)
    given = answers(learning.course, right=2)

    for by in (cast.colleague, cast.organiser):
        with pytest.raises(PermissionDenied):
            actions.take_test(learning, answers=given, number=1, by=by)
    assert Certificate.objects.count() == 0


def test_only_for_an_office_one_acts_for(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        actions.start_learning(make_self_paced(), by=cast.trainee, organisation=cast.other_office)


@pytest.mark.parametrize("fields", [{"live": False}, {"lessons": 0}])
def test_what_is_not_published_or_empty_cannot_be_begun(cast: Cast, fields: dict) -> None:
    with pytest.raises(ValidationError):
        make_learning(cast.trainee, make_self_paced(**fields))


def test_answers_in_a_lesson_are_kept(cast: Cast) -> None:
    learning = make_learning(cast.trainee)
    lesson = learning.course.lessons.first()
    block = next(block for block in lesson.body if block.block_type == "question")
    chosen = block.value["answers"].bound_blocks[1].id

    actions.answer_question(
        learning, lesson=lesson, question=block.id, chosen=[chosen], by=cast.trainee
    )

    assert learning.progress.get().answers == {block.id: [chosen]}
    with pytest.raises(ValidationError):
        actions.answer_question(
            learning, lesson=lesson, question=block.id, chosen=["x"], by=cast.trainee
        )


def test_a_person_is_forgotten(cast: Cast) -> None:
    course = make_self_paced()
    take(make_learning(cast.trainee, course, done=2))
    make_learning(cast.trainee, course, done=1)
    shown = {data.label: list(data.records) for data in personal_data(cast.trainee)}
    assert sum(len(items) == 2 for items in shown.values()) == 1  # both ways through the course

    erase_person(cast.trainee)

    kept = Learning.objects.get()
    assert (kept.state, kept.progress.count(), kept.attempts.count()) == ("finished", 0, 0)
    assert Certificate.objects.get().person_name == ""


@pytest.mark.django_db(transaction=True)
def test_windows_that_pass_at_once_make_one_certificate(cast: Cast) -> None:
    learning = make_learning(cast.trainee, done=2)
    given = answers(learning.course, right=2)

    at_once(
        [
            lambda: actions.take_test(learning, answers=given, number=1, by=cast.trainee)
            for _ in range(4)
        ]
    )

    assert (Certificate.objects.count(), learning.attempts.count()) == (1, 1)
