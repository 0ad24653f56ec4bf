"""Names and data of people taken out of a text, in every Polish case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.anonymising import EMAIL, NUMBER, OFFICE, PERSON, PHONE, clean

PEOPLE = ["Anna Nowak", "Marek Zieliński", "Ewa Lis-Kowalska", "Ryszard Bór", "Marta Piotr"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pani Anna Nowak pyta.", f"Pani {PERSON} pyta."),
        ("Rozmawiałam z Anną Nowak i Nowakiem.", f"Rozmawiałam z {PERSON} i {PERSON}."),
        ("Marka Zielińskiego nie ma.", f"{PERSON} nie ma."),
        ("Ryszardzie, Marcie i Piotrze!", f"{PERSON}, {PERSON} i {PERSON}!"),
        ("Prośba Ewy Lis-Kowalskiej", f"Prośba {PERSON}"),
        ("Pisz na anna.nowak@urzad.test lub a@b.pl.", f"Pisz na {EMAIL} lub {EMAIL}."),
        ("PESEL 85010112345", f"PESEL {NUMBER}"),
        ("PL61 1090 1014 0000 0712 1981 2874", NUMBER),
        ("tel. +48 601 234 567, 22 123 45 67", f"tel. {PHONE}, {PHONE}"),
        ("W gminie Dobra, czyli u nas", f"W {OFFICE}, czyli u nas"),
        ("art. 13 ust. 2 z 2024 r., poz. 773", "art. 13 ust. 2 z 2024 r., poz. 773"),
        ("DU/2024/773, § 19 ust. 2 pkt 12", "DU/2024/773, § 19 ust. 2 pkt 12"),
        ("20.11.2026, godz. 10:05", "20.11.2026, godz. 10:05"),
    ],
)
def test_what_is_taken_out(text: str, expected: str) -> None:
    assert clean(text, people=PEOPLE, offices=["Gmina Dobra"]).text == expected


def test_what_was_taken_is_named() -> None:
    found = clean("Anna Nowak, anna@urzad.test", people=PEOPLE)

    assert found.taken == ["anna@urzad.test", "Anna Nowak"]


@given(st.text(max_size=300), st.lists(st.text(max_size=30), max_size=3))
def test_any_text_and_any_names_end(text: str, names: list[str]) -> None:
    found = clean(text, people=names, offices=names)

    assert isinstance(found.text, str)
    assert found.text == text or found.taken


@given(st.integers(10**10, 10**11 - 1))
def test_no_row_of_eleven_digits_stays(number: int) -> None:
    assert str(number) not in clean(f"Numer {number}.").text
