"""The pages of a course at one's own pace."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.counting import queries_of
from tests.training.learning.factories import make_learning, make_self_paced
from tests.training.pages import page
from training.blocks import FilmBlock, is_public_sector
from training.models import Learning


def test_from_the_course_to_the_certificate(cast: Cast, trainee: Client) -> None:
    course = make_self_paced()
    trainee.post(reverse("training:learning_start", args=[course.slug]))
    learning = Learning.objects.get()
    for lesson in course.lessons.all():
        assert lesson.title_pl in page(trainee, "lesson", learning.uid, lesson.pk)
        trainee.post(reverse("training:lesson_done", args=[learning.uid, lesson.pk]))
    address = reverse("training:learning_test", args=[learning.uid])
    questions = trainee.get(address).context["form"].questions
    empty = trainee.post(address, {"number": 1})
    sent = {f"q-{asked.question.key}": list(asked.question.right) for asked in questions}

    result = trainee.post(address, {"number": 1} | sent, follow=True)

    assert empty.status_code == 422
    assert learning.certificates.get().code in page(trainee, "learning", learning.uid)
    assert result.context["attempt"].has_passed


def test_lessons_of_a_course_are_no_lessons_of_a_project(cast: Cast, trainee: Client) -> None:
    trainee.post(reverse("training:learning_start", args=[make_self_paced().slug]))

    shown = page(trainee, "learning", Learning.objects.get().uid)

    assert '<h2 id="lessons">Lekcje</h2>' in shown


def test_right_answers_stay_hidden_while_attempts_are_left(cast: Cast, trainee: Client) -> None:
    learning = make_learning(cast.trainee, done=2)
    address = reverse("training:learning_test", args=[learning.uid])
    questions = trainee.get(address).context["form"].questions
    wrong = {
        f"q-{asked.question.key}": list(set(asked.question.choices) - asked.question.right)
        for asked in questions
    }

    result = trainee.post(address, {"number": 1} | wrong, follow=True)

    assert result.context["shows_right"] is False
    assert "Bo tak." not in result.content.decode()


def test_an_answer_in_a_lesson_is_shown_with_its_reason(cast: Cast, trainee: Client) -> None:
    learning = make_learning(cast.trainee)
    lesson = learning.course.lessons.first()
    block = next(block for block in lesson.body if block.block_type == "question")
    answer = {"question": block.id, "answer": block.value["answers"].bound_blocks[0].id}
    assert "Bo tak." not in page(trainee, "lesson", learning.uid, lesson.pk)

    trainee.post(reverse("training:lesson_answer", args=[learning.uid, lesson.pk]), answer)

    assert "Bo tak." in page(trainee, "lesson", learning.uid, lesson.pk)


def test_a_lesson_costs_the_same_however_many_there_are(cast: Cast, trainee: Client) -> None:
    counts = []
    for lessons in (1, 12):
        learning = make_learning(cast.trainee, make_self_paced(lessons=lessons))
        url = reverse("training:lesson", args=[learning.uid, learning.course.lessons.first().pk])
        trainee.get(url)
        counts.append(queries_of(trainee, url))

    assert counts[0] == counts[1] <= 14


@pytest.mark.parametrize(
    ("address", "answer"),
    [
        ("https://www.gov.pl/web/baza-wiedzy/film", True),
        ("https://gov.pl/x", True),
        ("https://gov.pl.zly.example/x", False),
        ("https://zlygov.pl/x", False),
        ("https://gov.pl@zly.example/x", False),
        ("http://gov.pl/x", False),
        ("javascript:alert(1)//gov.pl", False),
        ("", False),
    ],
)
def test_films_of_others_stay_in_the_public_sector(address: str, answer: bool) -> None:
    assert is_public_sector(address) is answer


@pytest.mark.parametrize("address", ["", "https://filmy.example/1"])
def test_a_film_needs_a_source_that_has_captions(address: str) -> None:
    block = FilmBlock()
    value = block.to_python({"title": "Film", "address": address})

    with pytest.raises(ValidationError):
        block.clean(value)
