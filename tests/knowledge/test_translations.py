"""An English page says when the Polish one went on without it."""

import pytest
from django.test import Client
from wagtail.models import Locale

from knowledge.models import GuidancePage
from tests.knowledge.factories import make_guidance, make_index

pytestmark = pytest.mark.django_db
NEWER = "The Polish page is newer."


@pytest.fixture
def polish() -> GuidancePage:
    return make_guidance(title="Kopie zapasowe")


@pytest.fixture
def english(polish: GuidancePage) -> GuidancePage:
    index = make_index()
    assert index.has_translation(Locale.objects.get(language_code="en"))
    page = polish.copy_for_translation(Locale.objects.get(language_code="en"))
    page.title = "Backups"
    page.save_revision().publish()
    return GuidancePage.objects.get(pk=page.pk)


def change(page: GuidancePage, **fields) -> None:
    page.refresh_from_db()
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_a_change_of_the_polish_page_is_said_on_the_english_one(
    client: Client, polish: GuidancePage, english: GuidancePage
) -> None:
    """Seen failing with the moments not compared."""
    assert NEWER not in client.get(english.url).text

    change(polish, answer="Nowa odpowiedź.", is_minor_edit=False)

    shown = client.get(english.url).text
    assert NEWER in shown
    assert f'href="{polish.url}" hreflang="pl"' in shown
    assert "Strona po polsku jest nowsza" not in client.get(polish.url).text

    change(english, answer="A new answer.")
    assert NEWER not in client.get(english.url).text


def test_a_minor_edit_makes_no_page_older(
    client: Client, polish: GuidancePage, english: GuidancePage
) -> None:
    """Seen failing with minor edits counted."""
    change(polish, answer="Poprawiona literówka.", is_minor_edit=True)

    assert NEWER not in client.get(english.url).text
