"""Snippets show what matched, and never markup that somebody else wrote."""

import pytest

from foundation.search.questions import Question, understood
from foundation.search.snippets import LENGTH, marked, snippet

FILLER = "mury i drzewa rosną dalej " * 40


def ask(text: str) -> Question:
    return understood(text, tuple)


def shown(text: str, question: str) -> str:
    return str(snippet(text, ask(question).words, "pl"))


def test_any_form_is_marked() -> None:
    assert (
        shown("Każde zgłoszenie, także o zgłoszeniach", "zgloszenia")
        == "Każde <mark>zgłoszenie</mark>, także o <mark>zgłoszeniach</mark>"
    )


def test_the_part_that_answers_is_shown() -> None:
    text = shown(f"{FILLER} tutaj stoi urząd gminy {FILLER}", "urzędy gmin")

    assert "<mark>urząd</mark> <mark>gminy</mark>" in text
    assert text.startswith("… ")
    assert text.endswith(" …")
    assert len(text) < LENGTH * 2


@pytest.mark.fault("C3")
def test_markup_in_a_text_is_shown_as_text() -> None:
    """Seen failing with the pieces of `_marked` joined without `escape`."""
    text = "<script>urząd()</script> <img src=x onerror=alert(1)> & urząd"

    assert shown(text, "urząd") == (
        "&lt;script&gt;<mark>urząd</mark>()&lt;/script&gt; &lt;img src=x onerror=alert(1)&gt; &amp; "
        "<mark>urząd</mark>"
    )
    assert (
        marked("<b>Urząd</b>", ask("urzędy").words, "pl") == "&lt;b&gt;<mark>Urząd</mark>&lt;/b&gt;"
    )


def test_without_a_match_the_beginning_is_shown() -> None:
    assert shown(FILLER, "urząd").startswith("mury i drzewa")


def test_a_compound_is_marked_once() -> None:
    assert (
        shown("Nowe e-Doręczenia działają", "e-doręczenia")
        == "Nowe <mark>e-Doręczenia</mark> działają"
    )
