"""Scoring of tests: pure values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.scoring import Question, Score, attempts_left, score, shuffled

ONE = Question("a", ("1", "2", "3"), frozenset("1"))
TWO = Question("b", ("1", "2", "3"), frozenset("12"))


@pytest.mark.parametrize(
    ("answers", "right"),
    [
        ({"a": ["1"], "b": ["2", "1"]}, {"a", "b"}),
        ({"a": ["1"], "b": ["1"]}, {"a"}),  # half of a question is none
        ({"a": ["1", "2"], "b": ["1", "2", "3"]}, set()),
        ({"c": ["1"]}, set()),
        ({}, set()),
    ],
)
def test_a_question_is_right_as_a_whole(answers: dict, right: set[str]) -> None:
    assert score([ONE, TWO], answers).right == frozenset(right)


@pytest.mark.parametrize(
    ("right", "asked", "need", "percent", "passes"),
    [
        (4, 5, 80, 80, True),
        (3, 5, 80, 60, False),
        (2, 3, 67, 66, False),  # 66.7 is not 67
        (2, 3, 66, 66, True),
        (0, 0, 80, 100, True),
        (0, 5, 1, 0, False),
    ],
)
def test_the_mark_to_pass(right: int, asked: int, need: int, percent: int, passes: bool) -> None:
    result = Score(frozenset(str(n) for n in range(right)), asked)

    assert (result.percent, result.passes(need)) == (percent, passes)


def test_a_question_without_a_right_answer_is_never_right() -> None:
    assert score([Question("a", ("1",), frozenset())], {"a": []}).right == frozenset()


def test_attempts_never_fall_below_none() -> None:
    assert [attempts_left(used, 3) for used in (0, 2, 3, 9)] == [3, 1, 0, 0]


@given(st.lists(st.text(min_size=1), unique=True), st.text())
def test_the_order_of_answers_is_kept_for_a_seed(keys: list[str], seed: str) -> None:
    order = shuffled(keys, seed=seed)

    assert sorted(order) == sorted(keys)
    assert order == shuffled(list(reversed(keys)), seed=seed)
