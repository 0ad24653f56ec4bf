"""Files that people and programs really make: each read right, or refused with a message."""

import tracemalloc
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from projects_archive.identity import Repetitions
from projects_archive.sources.detection import open_list
from projects_archive.sources.rows import Facts, ListRow, Problem, UnreadableList
from tests.projects_archive.factories import HEADINGS_2014, HEADINGS_2021, csv_2014, row_2014


def rows_of(path: Path) -> list[ListRow]:
    return list(open_list(path).rows())


def titles(path: Path) -> list[str]:
    return [row.facts.title for row in rows_of(path) if row.facts]


def workbook(folder: Path, *rows: tuple, phrase: str = "stan na 30 września 2026 roku") -> Path:
    book = openpyxl.Workbook()
    book.active.append([phrase])
    book.active.append(list(HEADINGS_2021))
    for row in rows:
        book.active.append(list(row))
    path = folder / "lista.xlsx"
    book.save(path)
    return path


def row_2021(**cells: object) -> tuple:
    given = {
        "Nazwa projektu": "e-usługi",
        "Numer umowy/decyzji": "FERC.01.01-0001/24",
        "Nazwa beneficjenta": "GMINA DOBRA",
        "Fundusz": "EFRR",
        "Program": "FERC",
        "Wartość projektu": 100.5,
        "Dofinansowanie z UE": 85.43,
        "Miejsce realizacji projektu": "Cały Kraj",
        "Data rozpoczęcia projektu": 45539,
        "Data zakończenia projektu": 46752.99998842592,
        "Kategoria wsparcia": "016",
    } | cells
    return tuple(given.get(heading) for heading in HEADINGS_2021)


@pytest.mark.parametrize("encoding", ["cp1250", "utf-8", "iso-8859-2", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_encoding_and_line_end_is_read_alike(tmp_path: Path, encoding: str, end: str) -> None:
    path = csv_2014(tmp_path, row_2014("Łódź, gęś i źdźbło"), encoding=encoding, end=end)

    assert titles(path) == ["Łódź, gęś i źdźbło"]


def test_a_byte_order_mark_is_no_letter_of_the_first_heading(tmp_path: Path) -> None:
    path = csv_2014(tmp_path, row_2014("Źródło"), encoding="utf-8", mark=b"\xef\xbb\xbf")

    assert titles(path) == ["Źródło"]


@pytest.mark.fault("I2")
@pytest.mark.parametrize("spoiled_as", ["cp1252", "iso-8859-1", "mac_roman", "cp1250"])
def test_letters_spoiled_by_a_wrong_encoding_are_noticed(tmp_path: Path, spoiled_as: str) -> None:
    """Seen failing without `were_read_wrongly`: the message then named headings that are there."""
    truly = "utf-8" if spoiled_as == "cp1250" else "cp1250"
    spoiled = HEADINGS_2014.encode(truly).decode(spoiled_as, "replace")
    path = csv_2014(tmp_path, row_2014(), headings=spoiled, encoding="utf-8", name="lista.csv")

    with pytest.raises(UnreadableList) as refusal:
        open_list(path)

    assert "windows-1250" in str(refusal.value)


def test_a_row_with_lost_letters_is_refused(tmp_path: Path) -> None:
    path = csv_2014(tmp_path, row_2014("Wdro\ufffdenie"), row_2014("e-usługi"), encoding="utf-8")

    assert [row.problem for row in rows_of(path)] == [Problem.LOST_LETTERS, None]


def test_units_in_headings_and_quotes_in_cells_are_read(tmp_path: Path) -> None:
    headings = HEADINGS_2014.replace("projektu;Dof", "projektu [zł];Dof").replace("EU;", "EU [zł];")
    quoted = '"System ""Krzyż""; etap II";GMINA DOBRA;1 000,50;850,43;Nie;brak;Nie'
    path = csv_2014(tmp_path, quoted, headings=headings, name="Poland_CF_2007_2013.csv")

    (row,) = rows_of(path)

    assert (row.facts.title, row.facts.total_value) == (
        'System "Krzyż"; etap II',
        Decimal("1000.50"),
    )
    assert (row.facts.period, row.facts.fund, row.facts.domain) == ("2007-2013", "FS", "")


def test_a_bare_semicolon_in_a_title_refuses_the_row_not_the_file(tmp_path: Path) -> None:
    path = csv_2014(tmp_path, row_2014("System; etap II"), "za;mało", row_2014())

    assert [(row.number, row.problem) for row in rows_of(path)] == [
        (2, Problem.WRONG_CELLS),
        (3, Problem.WRONG_CELLS),
        (4, None),
    ]


def test_blank_lines_count_in_row_numbers_and_repeated_headings_are_told(tmp_path: Path) -> None:
    path = csv_2014(tmp_path, "", row_2014(), ";;;;;;", HEADINGS_2014, row_2014("Inny system"))

    assert [(row.number, row.problem) for row in rows_of(path)] == [
        (3, None),
        (5, Problem.REPEATED_HEADINGS),
        (6, None),
    ]


def test_missing_headings_are_named(tmp_path: Path) -> None:
    path = csv_2014(tmp_path, "a;b;c", headings="Tytuł projektu;Nazwa beneficjenta;Dziedzina")

    with pytest.raises(UnreadableList) as refusal:
        open_list(path)

    assert "dofinansowanie z eu" in str(refusal.value)
    assert "wartosc projektu" in str(refusal.value)


@pytest.mark.parametrize("content", [b"", b"\x00" * 50, b"%PDF-1.7", b"a,b\n1,2\n"])
def test_what_is_no_list_is_refused_with_a_message(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "lista.csv"
    path.write_bytes(content)

    with pytest.raises(UnreadableList):
        open_list(path)


def test_a_workbook_gives_edition_numbers_dates_and_places(tmp_path: Path) -> None:
    source = open_list(workbook(tmp_path, row_2021()))

    (row,) = source.rows()

    assert (source.edition_on, row.number) == (date(2026, 9, 30), 3)
    assert (row.facts.started_on, row.facts.ended_on) == (date(2024, 9, 4), date(2027, 12, 31))
    assert row.facts.total_value == Decimal("100.50")
    assert row.facts.contract_number == "FERC.01.01-0001/24"


def test_formula_cells_without_a_value_give_no_value(tmp_path: Path) -> None:
    """openpyxl writes formulas without their results: nothing is computed, nothing invented."""
    path = workbook(tmp_path, row_2021(**{"Wartość projektu": "=100+1"}))

    (row,) = rows_of(path)

    assert row.facts.total_value is None


def test_a_workbook_that_counts_from_1904_is_read_so(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(list(HEADINGS_2021))
    book.active.append(list(row_2021(**{"Data rozpoczęcia projektu": 44077})))
    book.save(tmp_path / "mac.xlsx")

    (row,) = rows_of(tmp_path / "mac.xlsx")

    assert row.facts.started_on == date(2024, 9, 4)


def test_a_cut_off_workbook_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, row_2021())
    path.write_bytes(path.read_bytes()[:-300])

    with pytest.raises(UnreadableList):
        open_list(path)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = workbook(tmp_path, row_2021())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/media/bomb.xml", b"0" * 60_000_000)

    with pytest.raises(UnreadableList):
        open_list(path)


@pytest.mark.parametrize("numbered", [True, False])
def test_a_long_list_is_remembered_in_little_memory(numbered: bool) -> None:
    """Seen failing with the rows kept in a dictionary."""

    def row(number: int, contract: int) -> ListRow:
        key = f"FE.{contract}" if numbered else ""
        facts = Facts(
            f"System {contract}", "GMINA DOBRA", Decimal(contract), None, contract_number=key
        )
        return ListRow(number, {}, facts)

    with Repetitions() as repetitions:
        first = repetitions.identify(row(1, 1))
        tracemalloc.start()
        for number in range(2, 20_000):
            repetitions.identify(row(number, number))
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        again = repetitions.identify(row(20_000, 1))

    assert most < 200_000  # bytes
    assert again.row.problem == (Problem.REPEATED_ROW if numbered else None)
    assert again.identity != first.identity
