"""Remarks on plain language, and Wagtail’s own accessibility checks: for editors, barring nothing."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from foundation.accounts.roles import Role
from knowledge.models import GuidancePage
from knowledge.plain_language.reading import Kind, read
from tests.knowledge.factories import make_editor, make_guidance
from tests.knowledge.guidance.test_change_notes import form_of

HARD = "Wniosek został złożony w celu zapewnienia przechowywania i odtwarzania kopii."


@pytest.mark.parametrize(
    ("language", "sentence", "kinds"),
    [
        ("pl", HARD, {Kind.PASSIVE: "został złożony", Kind.WORDY: "w celu",
                      Kind.NOUNS: "zapewnienia, przechowywania, odtwarzania"}),
        ("pl", "W ustawie wprowadzono zmiany.", {Kind.PASSIVE: "wprowadzono"}),
        ("pl", " ".join(["słowo"] * 26), {Kind.LONG: ""}),
        ("pl", " ".join(["słowo"] * 25), {}),
        ("pl", "Oczywiście zadzwoń samodzielnie i codziennie.", {}),
        ("pl", "Okno jest otwarte. Rano zadzwoń. Pytanie i odpowiedź to zadanie.", {}),
        ("en", "Write to us in order to help.", {Kind.WORDY: "in order to"}),
        ("en", "The application was submitted by the office.", {Kind.PASSIVE: "was submitted"}),
        ("en", "Keep three copies. Restore one each year.", {}),
    ],
)  # fmt: skip
def test_what_is_remarked_on(language: str, sentence: str, kinds: dict) -> None:
    assert {one.kind: one.found for one in read(sentence, language).findings} == kinds


def test_short_forms_and_numbers_end_no_sentence_and_paragraphs_do() -> None:
    text = "Otwórz plik, np. arkusz, z art. 5. ust. 2 ustawy\nZapisz go"

    assert read(text, "pl").words_a_sentence == 5


def test_a_text_that_nothing_can_be_said_of_is_left_alone() -> None:
    assert read("", "pl") is None
    assert read("Słowa", "de") is None


@pytest.mark.django_db
def test_an_editor_reads_the_remarks_beside_the_draft_and_saves_all_the_same(
    client: Client,
) -> None:
    page = make_guidance(body=[("text", f"<p>{HARD}</p>"), ("code", {"caption": "", "code": HARD})])
    client.force_login(make_editor(Role.REVIEWER))
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])

    assert client.get(edit).text.count("„został złożony”: napisz, kto to robi.") == 1
    client.post(edit, form_of(page, answer=HARD, is_minor_edit="on") | {"action-publish": "1"})
    assert GuidancePage.objects.get(pk=page.pk).answer == HARD


@pytest.mark.django_db
def test_the_editors_preview_is_checked_and_no_other_page(client: Client) -> None:
    """Pages for anonymous readers are kept and must stay the same."""
    page = make_guidance()
    Site.objects.update(hostname="testserver")
    anonymous = client.get(page.url).text
    client.force_login(make_editor(Role.EDITOR))
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    client.post(preview, form_of(page))

    assert "checker-axe-configuration" in client.get(f"{preview}?in_preview_panel=true").text
    assert "userbar" not in anonymous + client.get(page.url).text


def test_a_few_words_ask_for_no_years_of_school() -> None:
    """Seen failing: four words, one of them long, asked for 21 years."""
    few = "Przygotowanie poradnika: najpierw odpowiedź."

    assert read(few, "pl").fog is None
    assert read(" ".join([few] * 8), "pl").fog > 0
