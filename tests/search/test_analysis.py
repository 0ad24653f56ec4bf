"""Words, dictionary forms and letters without marks."""

import threading

import pytest

from foundation.search import morphology
from foundation.search.analysis import analyse
from foundation.search.folding import MAXIMUM_VARIANTS, fold, marked_variants
from foundation.search.tokenising import tokenise


def words(text: str) -> list[str]:
    return [token.text for token in tokenise(text)]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Łódź, Kraków.", ["Łódź", "Kraków"]),
        ("ePUAP-em PDF-ów ransomware'u", ["ePUAP", "PDF", "ransomware"]),
        ("e-Doręczenia", ["eDoręczenia", "e", "Doręczenia"]),
        ("polsko-angielski", ["polsko", "angielski"]),
        ("§ 19 ust. 2 pkt 12", ["§19", "§19ust2", "§19ust2pkt12"]),
        ("art.20a ust 1, lit. b", ["art20a", "art20aust1", "art20aust1litb"]),
        ("pomoc@gmina.pl", ["pomoc@gmina.pl", "pomoc", "gmina", "pl"]),
        ("PW-2026/15", ["pw-2026/15", "PW", "2026", "15"]),
        ("WCAG 2.1", ["WCAG", "2.1", "2", "1"]),
        ("S46 i 2FA", ["S46", "i", "2FA"]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert words(text) == tokens


def test_places_of_tokens() -> None:
    text = "Zgodnie z § 19 ust. 2: e-Doręczenia"

    assert [text[token.start : token.end] for token in tokenise(text)] == [
        "Zgodnie", "z", "§ 19 ust. 2", "§ 19 ust. 2", "e-Doręczenia", "e", "Doręczenia",
    ]  # fmt: skip


def test_folding_keeps_every_letter() -> None:
    assert fold("ZAŻÓŁĆ GĘŚLĄ JAŹŃ, Łódź") == "zazolc gesla jazn, lodz"


def test_marked_variants_fold_back_and_are_bounded() -> None:
    variants = list(marked_variants("zazolcgeslajaznzazolcges"))

    assert {fold(variant) for variant in variants} == {"zazolcgeslajaznzazolcges"}
    assert len(variants) <= MAXIMUM_VARIANTS
    assert list(marked_variants("z" * 60)) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("zgloszeniach", {"zgłoszeniach"}),
        ("dostepnosc", {"dostępność"}),
        ("bezpieczenstwa", {"bezpieczeństwa"}),
        ("zolc", {"żółć"}),
        ("urząd", set()),
        ("s46", set()),
    ],
)
def test_marks_are_restored_by_the_dictionary(typed: str, meant: set[str]) -> None:
    assert morphology.restored(typed) == meant


def test_exact_terms_and_all_dictionary_forms() -> None:
    terms = analyse([("pl", "Jak zrobić zgłoszenie w gminie")])

    assert list(terms.exact) == ["zrobic", "zgloszenie", "gminie"]
    assert set(terms.lemmas) == {"zrobic", "zglosic", "zgloszenie", "gmin", "gmina"}


def test_english_words_are_stemmed() -> None:
    assert list(analyse([("en", "Reported incidents of the offices")]).lemmas) == [
        "report", "incid", "offic",
    ]  # fmt: skip


def test_every_thread_may_ask() -> None:
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(morphology._morfeusz_lemmas("urzędów")))
        for _number in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert ["urząd" in lemmas for lemmas in found] == [True] * 4


def test_without_morfeusz_the_other_dictionary_answers() -> None:
    assert morphology._simplemma_lemmas("urzędów") == frozenset({"urząd"})
    assert morphology._simplemma_lemmas("phishingu") == frozenset()
    assert morphology.lemmatiser_name in {"morfeusz2", "simplemma"}


@pytest.mark.parametrize("word", ["phishingu", "phishingiem", "phishing"])
def test_unknown_words_lose_a_case_ending(word: str) -> None:
    assert "phishing" in morphology.guessed_lemmas(word)
