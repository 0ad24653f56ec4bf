import csv
from io import StringIO

import pytest

from foundation.spreadsheets import csv_response, safe_cell


@pytest.mark.fault("C7")
@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+48 600", "'+48 600"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2", "'-2"),
        ("\uff1d1", "'\uff1d1"),
        ("\t=1", " '=1"),
        ("\r=1", " '=1"),
        ("a;=cmd()", "a;'=cmd()"),
        ("a;  @b", "a;  '@b"),
        ("a,-b", "a,'-b"),
        ("a|=b", "a|'=b"),
        ("a\r\n=1", "a \n'=1"),
        ("a\0b", "ab"),
        ("Nowak-Kowalska", "Nowak-Kowalska"),
        ("jan@urzad.test", "jan@urzad.test"),
        (None, ""),
        (12, "12"),
    ],
)
def test_a_cell_is_never_a_formula(value: object, expected: str) -> None:
    """Seen failing with `safe_cell` returning its value, and with the separators left out of FORMULA."""
    assert safe_cell(value) == expected


def test_a_file_opens_in_a_polish_spreadsheet() -> None:
    response = csv_response("lista.csv", ["Tytuł"], [['cudzysłów " i ;'], ["=1"]])

    content = b"".join(response.streaming_content)
    assert response["Content-Disposition"] == 'attachment; filename="lista.csv"'
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows == [["Tytuł"], ['cudzysłów " i ;'], ["'=1"]]
