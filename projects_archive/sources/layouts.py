"""What a layout is: the columns it needs and the way its cells become facts."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from projects_archive.sources.rows import Facts, Problem, RowRefused
from projects_archive.sources.values import EPOCH_1900, text_of


@dataclass(frozen=True)
class Origin:
    """What is known of all rows of a file: from its name or from the person who imports it."""

    list_key: str
    period: str = ""
    fund: str = ""
    epoch: date = EPOCH_1900


@dataclass(frozen=True)
class Record:
    """The cells of one row by column."""

    cells: Sequence[object]
    columns: Mapping[str, int]

    def cell(self, column: str) -> object:
        place = self.columns.get(column)
        return None if place is None or place >= len(self.cells) else self.cells[place]

    def text(self, column: str) -> str:
        return text_of(self.cell(column))


@dataclass(frozen=True)
class Layout:
    """One kind of list. `needs` are columns without which a file is not of this kind."""

    key: str
    needs: frozenset[str]
    facts: Callable[[Record, Origin], Facts]
    is_selection: bool = False


FUNDS = {
    "ERDF": "EFRR", "EFRR": "EFRR", "CF": "FS", "FS": "FS", "ESF": "EFS", "EFS": "EFS",
}  # fmt: skip
FILE_NAME = re.compile(
    r"(?<![a-z])(ERDF|EFRR|ESF|EFS|CF|FS)(?![a-z]).*?(2007|2014|2021)\D{1,3}(20)?(13|20|27)(?!\d)",
    re.IGNORECASE,
)
PERIODS = {"2007": "2007-2013", "2014": "2014-2020", "2021": "2021-2027"}


def fund_and_period(file_name: str) -> tuple[str, str]:
    """(`FS`, `2014-2020`) from `Poland_CF_2014_2020.csv`; ("", "") where the name does not say."""
    found = FILE_NAME.search(file_name)
    return (FUNDS[found[1].upper()], PERIODS[found[2]]) if found else ("", "")


def list_key_of(fund: str, period: str) -> str:
    """The key of the list of one fund in one period: `fs-2014-2020`."""
    return f"{fund}-{period}".lower()


def needed_text(record: Record, column: str, problem: Problem) -> str:
    """Text that a row cannot do without; refuses it, also when letters are lost."""
    found = record.text(column)
    if not found:
        raise RowRefused(problem)
    if "\ufffd" in found:
        raise RowRefused(Problem.LOST_LETTERS, found[:150])
    return found
