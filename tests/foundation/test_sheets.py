"""What people wrote comes out of a spreadsheet as text, never as a formula."""

import csv
from datetime import UTC, datetime
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from foundation.spreadsheets import csv_lines, safe_cell, write_xlsx

DANGEROUS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "a;=1+1",
    "a;\t=1+1",
    "a\n=cmd|' /C calc'!A0",
    '"=1+1',
]


def read_csv(text: str, delimiter: str) -> list[str]:
    return next(csv.reader(StringIO(text.removeprefix("\ufeff")), delimiter=delimiter))


@pytest.mark.fault("C7")
@pytest.mark.parametrize("text", DANGEROUS)
@pytest.mark.parametrize("delimiter", [";", ","])
def test_no_cell_of_a_csv_is_a_formula(text: str, delimiter: str) -> None:
    """Seen failing with `safe_cell` looking at the first character of a cell alone."""
    (line,) = csv_lines([[text, "b"]])

    for cell in read_csv(line, delimiter):
        for piece in cell.split("\n"):
            assert not piece.lstrip().startswith(("=", "+", "-", "@", "\t"))


@given(st.text())
def test_a_safe_cell_of_any_text_is_no_formula(text: str) -> None:
    assert not safe_cell(text).lstrip().startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.fault("C7")
@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_of_a_sheet_is_a_formula(text: str) -> None:
    """Seen failing without `data_type = "s"`: openpyxl wrote `=1+1` as a formula."""
    file = BytesIO()

    write_xlsx([["Temat"], [text]], file, title="Zgłoszenia: 1/2")

    cell = load_workbook(file).active["A2"]
    assert cell.data_type != "f"
    assert (cell.value or "").strip() == text.replace("\r", "\n").strip()


def test_numbers_stay_numbers_and_moments_are_polish_time() -> None:
    file = BytesIO()
    moment = datetime(2026, 11, 10, 13, 20, tzinfo=UTC)

    write_xlsx([["a", "b"], [7, moment]], file, title="x")

    sheet = load_workbook(file).active
    assert [cell.value for cell in sheet[2]] == [7, "2026-11-10 14:20"]
    assert sheet["A1"].font.bold


def test_control_characters_are_left_out_of_a_sheet() -> None:
    file = BytesIO()

    write_xlsx([["a\x00b\x0bc"]], file, title="x")

    assert load_workbook(file).active["A1"].value == "abc"


def test_columns_are_as_wide_as_their_words_and_long_ones_are_wrapped() -> None:
    """Seen failing without widths: all but eight characters of each cell were covered by the next."""
    file, long = BytesIO(), "Urząd musi mieć kopie zapasowe. " * 9
    rows = [
        ["Lp.", "Urzędy, które popierają", "Uwaga"],
        [1, "Brzeźno", long],
        [2, "Jarzębinowo", "a\nb"],
    ]

    write_xlsx(rows, file, title="Zestawienie uwag: Formularze elektroniczne urzędu")

    sheet = load_workbook(file).active
    assert [sheet.column_dimensions[letter].width for letter in "ABC"] == [8, 13, 50]
    wrapped = [[cell.alignment.wrap_text for cell in row] for row in sheet.iter_rows()]
    assert wrapped == [[None, True, None], [None, None, True], [None, None, True]]
    assert sheet.title == "Zestawienie uwag Formularze …"


def test_a_row_longer_than_those_before_loses_nothing() -> None:
    file = BytesIO()

    write_xlsx([["a"]] * 250 + [["a", "b"]], file, title="x")

    assert load_workbook(file).active["B251"].value == "b"
