"""What people ask is answered, measured on judged questions (`tests/search/queries.yml`)."""

from pathlib import Path

import pytest
from django.core.management import call_command

from tests.search.judged.measures import asked_of, figures, questions, uses_another_form
from tests.search.judged.unseen import find, unseen
from tests.search.judged.worlds import judged_engine, without_analysis


def test_the_judged_set_is_large_and_asks_in_other_forms() -> None:
    judged = questions()
    other_forms = [one for one in judged if uses_another_form(one)]

    assert len({one.text for one in judged}) == len(judged) >= 150
    assert len(other_forms) >= len(judged) / 2


def test_recall_and_order_of_the_embedded_engine(tmp_path: Path) -> None:
    find = asked_of(judged_engine(str(tmp_path)))
    other_forms = [one for one in questions() if uses_another_form(one)]

    assert figures(find, other_forms).recall >= 0.95
    assert figures(find, questions()).ndcg >= 0.85


def test_without_the_analysis_the_judged_set_is_not_answered(tmp_path: Path) -> None:
    """The negative control: were this green with the dictionary off, the set would prove nothing."""
    with without_analysis():
        found = figures(asked_of(judged_engine(str(tmp_path))), questions())

    assert found.recall < 0.6


@pytest.mark.slow
def test_questions_written_before_any_answer_was_seen(db: None) -> None:
    """Over the whole demo content, by whichever engine the database brings."""
    call_command("demo_content", verbosity=0)
    found = figures(find, unseen())

    assert len(unseen()) >= 60
    assert found.recall >= 0.88, found
    assert found.ndcg >= 0.83, found
