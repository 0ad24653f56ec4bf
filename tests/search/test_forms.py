"""Every form of a word, with or without its marks, finds the same page."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from foundation.search.folding import fold
from foundation.search.questions import ask
from foundation.search.searching import search
from tests.search.factories import index_all, make_found_system

# Each page is written with one form; people type the others.
FORMS = {
    "urząd": "urzędu urzędem urzędzie urzędów urzędach",
    "wniosek": "wniosku wnioskiem wniosków wnioskami",
    "szkolenie": "szkolenia szkoleń szkoleniach",
    "wdrożenie": "wdrożenia wdrożeń wdrożeniem",
    "gmina": "gminy gmin",
    "miasto": "miasta mieście miast",
    "jednostka": "jednostki jednostek",
    "system": "systemu systemów",
    "przetarg": "przetargu przetargów",
    "dostępność": "dostępności dostępnością",
    "bezpieczeństwo": "bezpieczeństwa bezpieczeństwem bezpieczeństwie",
}

NAME_OF_THE_KIND = "system"  # finds every system, this page first


def typed() -> list[tuple[str, str]]:
    pairs = [(lemma, form) for lemma, forms in FORMS.items() for form in forms.split()]
    assert len(pairs) == 31
    return pairs


def found(text: str) -> list[str]:
    return [hit.url for hit in search(ask(text), user=AnonymousUser()).hits]


def test_31_forms_of_11_words_with_and_without_marks(any_engine) -> None:
    pages = {
        lemma: make_found_system(f"Strona {number}", f"Opis, w którym stoi {lemma}.")
        for number, lemma in enumerate(FORMS)
    }
    make_found_system("Strona o czym innym", "Mury, łąki i drzewa.")
    index_all()

    wrong = {
        text: found(text)
        for lemma, form in typed()
        for text in (form, fold(form))
        if found(text)[: 1 if lemma == NAME_OF_THE_KIND else None]
        != [pages[lemma].get_absolute_url()]
    }

    assert wrong == {}


@pytest.mark.parametrize("written", ["zgłoszenie", "zgłoszeniach", "zgłoszeń", "zgloszenia"])
@pytest.mark.parametrize("asked", ["zgloszenia", "zgłoszeniach", "zgłoszenie", "Zgłoszeniom"])
def test_any_form_finds_any_form(any_engine, written: str, asked: str) -> None:
    page = make_found_system("Pomoc", f"Jak działa {written} w praktyce")
    index_all()

    assert found(asked) == [page.get_absolute_url()]


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("krajowe ramy interoperacyjności", "KRI"),
        ("wymagania KRI", "krajowych ram interoperacyjności"),
        ("inwentaryzacja według § 19 ust. 2 pkt 2", "§19 ust 2"),
        ("kampania phishingu", "phishing"),
        ("kampania phishingu", "phishingowej"),
        ("atak ransomware'u", "ransomware"),
        ("skrzynka na ePUAP-ie", "epuapem"),
        ("e-Doręczenia", "edoręczeń"),
        ("umowa POPC.02.01.00-00-0001/20", "popc.02.01.00-00-0001/20"),
        ("ochrona danych osobowych", "rodo"),
        ("łódź", "lodzi"),
    ],
)
def test_names_codes_and_borrowed_words(any_engine, written: str, asked: str) -> None:
    page = make_found_system("Pomoc", f"Tu jest {written} i nic więcej")
    make_found_system("Inna", "Tu jest mur i nic więcej")
    index_all()

    assert found(asked) == [page.get_absolute_url()]


def test_the_spelling_typed_stands_before_other_forms(any_engine) -> None:
    other = make_found_system("Pierwszy", "Opis urzędu")
    exact = make_found_system("Drugi", "Opis urzędów")
    index_all()

    assert found("urzędów") == [page.get_absolute_url() for page in (exact, other)]


def test_a_title_counts_more_than_text(any_engine) -> None:
    in_text = make_found_system("Przewodnik", "Kopie zapasowe i jeszcze raz kopie zapasowe")
    in_title = make_found_system("Kopie zapasowe", "Przewodnik dla informatyka")
    index_all()

    assert found("kopia zapasowa") == [page.get_absolute_url() for page in (in_title, in_text)]


def test_english_text_is_found_by_english_forms(any_engine) -> None:
    page = make_found_system("ePUAP", "Skrzynka", summary_en="A mailbox for reporting incidents")
    index_all()

    assert found("reported incident") == [page.get_absolute_url()]


def test_where_nothing_has_all_words_most_words_win(any_engine) -> None:
    make_found_system("Jeden", "awaria")
    both = make_found_system("Dwa", "awaria serwera")
    index_all()

    results = search(ask("awaria serwera zasilania"), user=AnonymousUser())

    assert [hit.url for hit in results.hits] == [both.get_absolute_url()]
    assert results.is_loose


def test_where_few_have_all_words_others_follow_uncounted(any_engine) -> None:
    all_words = make_found_system("Jeden", "awaria serwera zasilania")
    two = make_found_system("Dwa", "awaria serwera")
    one = make_found_system("Trzy", "zasilanie")
    index_all()

    results = search(ask("awaria serwera zasilania"), user=AnonymousUser())

    assert [hit.url for hit in results.hits] == [all_words.get_absolute_url()]
    assert [hit.url for hit in results.partly] == [s.get_absolute_url() for s in (two, one)]
    assert (results.total, results.is_loose) == (1, False)


def test_pages_in_the_readers_language_come_first(any_engine) -> None:
    both = make_found_system("ePUAP po polsku", "Skrzynka", summary_en="A mailbox")
    polish = make_found_system("ePUAP", "Skrzynka")
    index_all()

    with translation.override("en"):
        in_english = found("ePUAP")
    with translation.override("pl"):
        in_polish = found("ePUAP")

    assert [url.rsplit("/", 2)[1] for url in in_english] == [both.slug, polish.slug]
    assert [url.rsplit("/", 2)[1] for url in in_polish] == [polish.slug, both.slug]
