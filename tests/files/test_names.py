"""File names from strangers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.files.names import LONGEST, clean_name


@pytest.mark.fault("C5")
@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("Zażółć gęślą jaźń.pdf", "Zażółć gęślą jaźń.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\nowak\\umowa.docx", "umowa.docx"),
        ("umowa.pdf\0.exe", "umowa.pdf.exe"),
        ("umowa\u202efdp.exe", "umowafdp.exe"),
        ("faktura.pdf.exe", "faktura.pdf.exe"),
        ("a\r\nb\tc.txt", "a b c.txt"),
        ('raport "pilny" <1>|?.txt', "raport _pilny_ _1___.txt"),
        (".. ", "unnamed"),
        ("", "unnamed"),
        (".htaccess", "htaccess"),
        ("NUL.txt", "_NUL.txt"),
        ("a" * 300 + ".pdf", "a" * 146 + ".pdf"),
        ("ł" * 300 + ".pdf", "ł" * 146 + ".pdf"),
        ("a." + "b" * 300, "a." + "b" * 148),
    ],
)
def test_names_are_made_harmless(name: str, clean: str) -> None:
    """Seen failing without `_is_hidden`."""
    assert clean_name(name) in (clean, clean.replace("unnamed", "bez nazwy"))


@given(st.text(max_size=400))
def test_any_name_becomes_one_harmless_part(name: str) -> None:
    clean = clean_name(name)

    assert 0 < len(clean) <= LONGEST
    assert not set(clean) & set('/\\\0\r\n\u202e<>"|')
    assert clean not in (".", "..")
    assert clean_name(clean) == clean
