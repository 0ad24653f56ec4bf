"""An edit and an answer in the same moment, twelve comments at once: threads with their own connections."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from knowledge.consultations.actions.commenting import Words, edit_comment
from knowledge.consultations.integrity import changed_answers
from knowledge.models import Comment, Response
from tests.factories import make_membership, make_organisation
from tests.knowledge.consultations.factories import (
    make_comment,
    make_consultation,
    make_response,
)
from tests.training.test_races import at_once

WRITERS = 8


def quietly(act: Callable[[], object]) -> Callable[[], object]:
    """`act`, where losing the race is no failure of the test."""

    def attempt() -> object:
        try:
            return act()
        except ValidationError as lost:
            return lost

    return attempt


def edit_and_answer() -> Comment:
    office = make_organisation()
    author = make_membership(organisation=office, is_coordinator=True).user
    comment = make_comment(by=author, organisation=office)
    edits = [
        quietly(lambda n=n: edit_comment(comment, by=author, words=Words(body=f"Zmiana {n}")))
        for n in range(WRITERS)
    ]
    at_once([*edits, quietly(lambda: make_response(comment))])
    return comment


@pytest.mark.postgresql
@pytest.mark.fault("I11")
@pytest.mark.django_db(transaction=True)
def test_an_edit_and_an_answer_do_not_both_win() -> None:
    """Seen failing without `select_for_update` in `locked`: an edit was written after the answer."""
    comment = edit_and_answer()

    assert Response.objects.filter(comment=comment).count() == 1
    assert changed_answers() == []


@pytest.mark.django_db(transaction=True)
def test_an_edit_and_an_answer_do_not_both_win_on_any_database() -> None:
    """On SQLite safety rests on IMMEDIATE transactions."""
    comment = edit_and_answer()

    assert Response.objects.filter(comment=comment).count() == 1
    assert changed_answers() == []


@pytest.mark.django_db(transaction=True)
def test_no_number_is_given_twice() -> None:
    consultation = make_consultation()
    members = [make_membership(is_coordinator=True) for _ in range(WRITERS)]
    at_once(
        [
            lambda one=one: make_comment(consultation, by=one.user, organisation=one.organisation)
            for one in members
        ]
    )

    numbers = Comment.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, WRITERS + 1))
