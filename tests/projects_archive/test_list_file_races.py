"""Many readers ask for long lists in the same moment: the limits hold to the last file."""

from collections.abc import Callable, Sequence

import pytest
from django.http import QueryDict

from foundation.accounts.models import User
from projects_archive.actions import exports
from projects_archive.models import ListFile
from tests.factories import make_user
from tests.training.at_once import at_once


@pytest.fixture(autouse=True)
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "MOST_OF_ANYBODY", 3)
    monkeypatch.setattr(exports, "MOST_OF_A_PERSON", 3)


def questions(number: int, by: User | None, query: str = "q={}") -> Sequence[Callable]:
    return [
        lambda n=n: exports.ask_for_file(
            by=by, parameters=QueryDict(query.format(n)), file_format="csv"
        )
        for n in range(number)
    ]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_signed_in", [True, False])
def test_twelve_at_once_get_no_more_than_the_limit(is_signed_in: bool) -> None:
    """On every database; on SQLite safety rests on IMMEDIATE transactions."""
    by = make_user() if is_signed_in else None

    at_once(questions(12, by))

    assert ListFile.objects.filter(owner=by).count() == 3


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_without_row_locks_more_than_the_limit_are_kept(without_row_locks: None) -> None:
    """The negative control: the lock is what keeps the limit, not luck."""
    at_once(questions(12, None))

    assert ListFile.objects.count() > 3


@pytest.mark.django_db(transaction=True)
def test_the_same_question_in_the_same_moment_is_one_file() -> None:
    """Seen failing on PostgreSQL without `_take_turns`: several files of the same."""
    at_once(questions(8, None, "q=portal"))

    assert ListFile.objects.count() == 1
