"""What people type, and what nobody should."""

import time
from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from foundation.search.questions import MAXIMUM_CHARACTERS, MAXIMUM_WORDS, Question, understood
from foundation.search.synonyms import FIRST_SYNONYMS


def ask(text: str) -> Question:
    return understood(text, lambda: FIRST_SYNONYMS)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def exact(text: str) -> list[str]:
    return [word.exact for want in ask(text).wants for word in want.readings[0]]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("jak zgłosić incydent", ["zglosic", "incydent"]),
        ("„§ 19 ust. 2” KRI", ["§19ust2", "kri"]),
        ("art. 20 ust. 1 lit. b", ["art20ust1litb"]),
        ("ePUAP-em i PDF-ów", ["epuap", "pdf"]),
        ('"niezamknięty cudzysłów', ["niezamkniety", "cudzyslow"]),
        ("title:tajne AND NOT (kind:ticket)", ["title", "tajne", "not", "kind", "ticket"]),
        ("urząd* ~urząd^9 [a TO z]", ["urzad", "9"]),
        ("hasło\0reset", ["haslo", "reset"]),
        ("urząd urząd URZĄD", ["urzad"]),
    ],
)
def test_words_of_a_question(text: str, words: list[str]) -> None:
    assert exact(text) == words


@pytest.mark.fault("D5")
@pytest.mark.parametrize("text", ["*a*", "", "   ", "\0", "***", '"', "i w z", "(((", "?"])
def test_nothing_to_look_up_is_said(text: str) -> None:
    """Seen failing without the check for a question that has no tokens left."""
    with pytest.raises(ValidationError, match="at least one word"):
        ask(text)


@pytest.mark.fault("D5")
@pytest.mark.parametrize("text", ["urząd " * 10_000, "a" * 1_000_000, "§ 1 " * 200_000])
def test_long_questions_are_refused_at_once(text: str) -> None:
    """Seen failing without the check of the length: ten thousand words were looked up."""
    start = time.process_time()

    with pytest.raises(ValidationError) as refusal:
        ask(text)

    assert refusal.value.messages == [
        f"Please shorten your question to {MAXIMUM_CHARACTERS} characters."
    ]
    assert time.process_time() - start < 0.5


def test_only_the_first_words_count() -> None:
    question = ask(" ".join(f"słowo{number}" for number in range(30)))

    assert (len(question.wants), question.left_out) == (MAXIMUM_WORDS, 30 - MAXIMUM_WORDS)


@pytest.mark.fault("D5")
@pytest.mark.parametrize("letters", ["zsczlonac", "aeaeaeaeae", "ozozozozlzlzlzlzl", "coś-" * 60])
def test_words_made_of_letters_that_may_have_marks_take_no_time(letters: str) -> None:
    """Seen failing without `MAXIMUM_VARIANTS`: one such word took seconds."""
    text = " ".join(f"{letters}{'acelnosz' * repeat}" for repeat in range(10))[:MAXIMUM_CHARACTERS]
    start = time.process_time()

    ask(text)

    assert time.process_time() - start < 1


def test_names_that_mean_the_same_are_read_both_ways() -> None:
    readings = ask("krajowe ramy interoperacyjności").wants[0].readings

    assert [[word.exact for word in reading] for reading in readings] == [
        ["krajowe", "ramy", "interoperacyjnosci"],
        ["kri"],
    ]
