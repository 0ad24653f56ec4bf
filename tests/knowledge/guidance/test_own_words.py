"""A reviewer publishes at once what others wrote, and no larger change of their own."""

import pytest
from django.test import Client
from django.urls import reverse

from foundation.accounts.roles import Role
from knowledge.models import GuidancePage
from tests.knowledge.factories import make_editor, make_guidance
from tests.knowledge.guidance.test_change_notes import edit, save_as_editor

pytestmark = pytest.mark.django_db
REFUSED = "Wyślij stronę do recenzji"
NOTE = ("2026-11-30", "Doszła kopia poza siedzibą", "")
PUBLISH = {"action-publish": "1"}


@pytest.fixture
def page() -> GuidancePage:
    return make_guidance(answer="Dawna.")


@pytest.fixture
def reviewer(client: Client, page: GuidancePage) -> Client:
    client.force_login(make_editor(Role.REVIEWER))
    return client


def test_a_larger_change_of_ones_own_takes_the_two_steps(
    reviewer: Client, page: GuidancePage
) -> None:
    """Seen failing without the question in the form, and with words of this form alone."""
    at_once = edit(reviewer, page, NOTE, answer="Nowa.", **PUBLISH)
    edit(reviewer, page, NOTE, answer="Nowa.")
    later = edit(reviewer, page, NOTE, answer="Nowa.", **PUBLISH)

    assert REFUSED in at_once
    assert REFUSED in later
    assert page.answer == "Dawna."
    edit(reviewer, page, NOTE, answer="Nowa.", **{"action-submit": "1"})
    assert page.current_workflow_task.name == "Recenzja ekspercka"


def test_what_others_wrote_and_a_minor_edit_go_at_once(
    reviewer: Client, page: GuidancePage
) -> None:
    save_as_editor(page, answer="Nowa.")
    edit(reviewer, page, NOTE, answer="Nowa.")  # as the editor keeps it by itself
    edit(reviewer, page, NOTE, answer="Nowa.", **PUBLISH)
    assert page.answer == "Nowa."

    edit(reviewer, page, answer="Nowa, poprawiona.", is_minor_edit="on", **PUBLISH)
    assert page.answer == "Nowa, poprawiona."


def test_publishing_many_asks_the_same(reviewer: Client, page: GuidancePage) -> None:
    """Seen failing without the question in the hook."""
    edit(reviewer, page, NOTE, answer="Nowa.")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    answer = reviewer.post(f"{address}?id={page.pk}", {"id": page.pk}, follow=True)

    page.refresh_from_db()
    assert "Nic nie opublikowano" in answer.text
    assert page.answer == "Dawna."
