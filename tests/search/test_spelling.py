"""„Czy chodziło o …”: words within one letter, from public documents only."""

import pytest
from django.test import Client
from django.urls import reverse

from foundation.search.spelling import LONGEST, MOST_WORDS, meant, one_letter_away
from knowledge.models import StandardVersion
from tests.search.factories import index_all, make_found_system, make_found_version


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("zgłosznie", "zgłoszenie"),
        ("zgloszneie", "zgłoszenie"),
        ("incydnet w urzedzie", "incydent w urzedzie"),
        ("jak zrobić kopię zaapsową", "jak zrobić kopię zapasową"),
        ("zgłosszeniach", "zgłoszeniach"),
        ("zgłoszenie", ""),
        ("zgłoszeń", ""),
        ("xyzzyq", ""),
        ("§ 19", ""),
    ],
)
def test_one_letter_is_set_right(any_engine, typed: str, proposed: str) -> None:
    make_found_system("Poradnik", "Zgłoszenie, w którym incydent w urzędzie ma kopię zapasową")
    index_all()

    assert meant(typed) == proposed


@pytest.mark.fault("B4")
def test_only_words_of_public_documents_are_proposed(any_engine) -> None:
    """Seen failing with the sightings of every document."""
    make_found_version("Tajemniczy kwarcyt", state=StandardVersion.State.DRAFT)
    index_all()

    assert meant("kwarcty") == ""


@pytest.mark.fault("D5")
def test_the_work_for_one_question_is_bounded(any_engine) -> None:
    """Seen failing without `LONGEST` and `MOST_WORDS`."""
    make_found_system("Poradnik", "Zgłoszenie")
    index_all()
    typed = ["zgłosznie", "zgloszneie", "zgłosszenie", "zgłoszeniee", "zgłoszeni"]

    assert meant(" ".join(typed)).split().count("zgłoszenie") == MOST_WORDS
    assert meant("zszcz" * 9) == ""
    assert len(set(one_letter_away("z" * LONGEST))) < 2_000


def test_every_change_of_one_letter() -> None:
    found = set(one_letter_away("kot"))

    assert {"ko", "okt", "kto", "kit", "kotł", "łkot"} <= found
    assert max(map(len, found)) == 4 < LONGEST


def test_the_page_asks_what_was_meant(any_engine, client: Client) -> None:
    make_found_system("Poradnik", "Zgłoszenie incydentu")
    index_all()

    text = client.get(reverse("search:search"), {"q": "zgłosznie"}).content.decode()

    assert 'href="?q=zg%C5%82oszenie"' in text
    assert "Czy chodziło o" in text
