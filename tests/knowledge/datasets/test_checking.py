"""A CSV against the fields of a data set: every error has its row and column, whatever the file is made of."""

import time

import pytest

from knowledge.datasets.checking import LARGEST, MOST_ERRORS, MOST_ROWS, Column, check_csv
from knowledge.datasets.values import FieldType, read_value

COLUMNS = [
    Column("numer_drogi", "text", is_unique=True),
    Column("nawierzchnia", "code", codes={"B", "K"}),
    Column("dlugosc_m", "decimal"),
    Column("uwagi", "text", is_required=False),
]
HEADINGS = "numer_drogi;nawierzchnia;dlugosc_m;uwagi\n"


def problems(text: str, encoding: str = "utf-8") -> list[tuple]:
    found = check_csv(text.encode(encoding), COLUMNS).problems
    return [(one.row, one.column, one.text) for one in found]


def test_a_good_file_has_none() -> None:
    report = check_csv((HEADINGS + "123W;B;812,5;\n124W;K;90;remont\n").encode(), COLUMNS)

    assert (report.problems, report.rows, report.encoding, report.separator) == (
        [],
        2,
        "UTF-8",
        ";",
    )


def test_every_error_has_its_row_and_column() -> None:
    text = HEADINGS + "1W;B;10;\n1W;X;dużo;\n;B;1;\n2W;B\n"

    assert sorted(problems(text)) == [
        (3, "dlugosc_m", "to nie jest liczba"),
        (3, "nawierzchnia", "spoza listy kodów"),
        (3, "numer_drogi", "to samo co w wierszu 2"),
        (4, "numer_drogi", "puste, a musi być wypełnione"),
        (5, "", "komórek: 2, a powinno być: 4"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250"])
def test_polish_letters_are_read_in_both_encodings(encoding: str) -> None:
    columns = [Column("ulica", "code", codes={"Źródlana"})]
    report = check_csv("ulica\nŹródlana\n".encode(encoding), columns)

    assert report.problems == []
    assert report.encoding == ("windows-1250" if encoding == "cp1250" else "UTF-8")


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends_are_recognised(separator: str, end: str) -> None:
    lines = ["numer_drogi,nawierzchnia,dlugosc_m,uwagi", "1W,B,10.5,", "2W,B,x,"]
    text = end.join(line.replace(",", separator) for line in lines)

    assert problems(text) == [(3, "dlugosc_m", "to nie jest liczba")]


def test_headings_are_compared_without_capitals_and_marks() -> None:
    assert problems("Numer Drogi;NAWIERZCHNIA;Długość_m;obce\n1W;B;1;x\n") == []


def test_what_is_missing_unknown_or_twice_is_said() -> None:
    report = check_csv(b"numer_drogi;numer_drogi;obca\n1;2;3\n", COLUMNS)
    said = [(one.row, one.column, one.text) for one in report.problems]

    assert said == [
        (1, "nawierzchnia", "brakuje kolumny"),
        (1, "dlugosc_m", "brakuje kolumny"),
        (1, "numer drogi", "kolumna występuje dwa razy"),
    ]
    assert "obca" in report.notes[0]


@pytest.mark.parametrize("content", [b"", b"  \n", b"PK\x03\x04\0\0", "a;b".encode("utf-16")])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    report = check_csv(content, COLUMNS)

    assert [one.row for one in report.problems] == [0]


def test_a_broken_quotation_stops_with_its_line() -> None:
    assert [row for row, _c, _t in problems(HEADINGS + '1W;B;1;"otwarty\n2W;B;1;\n')] == [3]


def test_large_files_end_in_time() -> None:
    started = time.process_time()
    too_large = check_csv(b"x" * (LARGEST + 1), COLUMNS)
    one_line = check_csv(b'"' + b"x" * (LARGEST - 2) + b'"', COLUMNS)
    bad = check_csv((HEADINGS + ";;;\n;Z;z;\n" * 200_000).encode()[:LARGEST], COLUMNS)

    assert [one.text for one in too_large.problems] == ["Plik jest większy niż 5 MB."]
    assert len(one_line.problems) >= 1
    assert len(bad.problems) == MOST_ERRORS
    assert time.process_time() - started < 10


def test_rows_past_the_limit_are_not_read() -> None:
    columns = [Column("a", "integer")]
    report = check_csv(b"a\n" + b"1\n" * (MOST_ROWS + 5), columns)

    assert report.rows == MOST_ROWS
    assert report.notes == ["Przeczytano tylko pierwsze 50 000 wierszy."]


GOOD = {
    "text": "cokolwiek",
    "integer": "-12",
    "decimal": "1,5",
    "date": "2026-02-28",
    "yes_no": "Tak",
    "terc": "1465011",
    "point": "52.23 21.01",
}
BAD = {
    "text": "a\0",
    "integer": "1.0",
    "decimal": "1e5",
    "date": "2026-02-30",
    "yes_no": "1",
    "terc": "146501",
    "point": "21.01 52.23",
}


@pytest.mark.parametrize("kind", sorted(set(FieldType.values) - {"code"}))
def test_types(kind: str) -> None:
    assert read_value(GOOD[kind], kind) == ""
    assert read_value(BAD[kind], kind) != ""


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("point", "nan nan"),
        ("point", "1e999 2"),
        ("point", "52.1"),
        ("date", "20260228"),
        ("integer", "１"),
    ],
)
def test_odd_values_are_refused(kind: str, value: str) -> None:
    assert read_value(value, kind) != ""
