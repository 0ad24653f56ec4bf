"""Cells become texts, amounts and dates, or a reason why not. Nothing is guessed."""

import math
import re
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from projects_archive.sources.rows import Problem, RowRefused

SPACES = re.compile(r"[\s\u00a0\u2000-\u200b\u202f\u2060\ufeff]+")
CURRENCY = re.compile(r"(zł|zl|pln)\.?$", re.IGNORECASE)
PLAIN_AMOUNT = re.compile(r"[-−]?\d+(?:[.,]\d+)?")
GROUPED_AMOUNT = re.compile(r"[-−]?\d{1,3}(?:([.,])\d{3})+(?:(?!\1)[.,]\d{1,2})?")
GROSZ = Decimal("0.01")
LARGEST = Decimal(10) ** 12  # exact to the grosz in every database, SQLite's floating point too
# A sum in a spreadsheet may come out as 84.30000000000001.
FLOAT_NOISE = Decimal("0.0001")

EPOCH_1900, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)
DATE_FORMATS = ("%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y")


def text_of(cell: object) -> str:
    """One line of text without NUL and doubled spaces; whole numbers without `.0`."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return SPACES.sub(" ", str(cell).replace("\x00", " ")).strip()


def raw_text(cell: object) -> str:
    """The cell as it will be kept: NUL, which no database text holds, becomes U+FFFD."""
    return "" if cell is None else str(cell).replace("\x00", "\ufffd")


def amount_of(cell: object) -> Decimal | None:
    """Złoty to the grosz, None for an empty cell.

    Reads `1568930.49`, `1 568 930,49 zł`, `1.568.930,49`. Raises RowRefused for anything else, for
    amounts below zero, and for `1,568`, which may be either.
    """
    if isinstance(cell, bool):
        raise RowRefused(Problem.BAD_AMOUNT, str(cell))
    if isinstance(cell, int | float):
        return _number(cell)
    shown = text_of(cell)
    if not shown:
        return None
    bare = CURRENCY.sub("", SPACES.sub("", shown))
    value = _decimal(bare)
    if value is None:
        raise RowRefused(Problem.BAD_AMOUNT, shown[:80])
    return _checked(value, shown)


def _number(cell: float) -> Decimal:
    if not math.isfinite(cell):
        raise RowRefused(Problem.BAD_AMOUNT, str(cell))
    exact = Decimal(str(cell))
    rounded = exact.quantize(GROSZ)
    return _checked(rounded if abs(exact - rounded) < FLOAT_NOISE else exact, str(cell))


def _decimal(bare: str) -> Decimal | None:
    bare = bare.replace("−", "-")
    grouped = GROUPED_AMOUNT.fullmatch(bare)
    if grouped and (len(re.findall(r"[.,]", bare)) > 1):
        group = grouped.group(1)
        bare = bare.replace(group, "").replace(",", ".")
    elif not PLAIN_AMOUNT.fullmatch(bare) or re.search(r",\d{3}$", bare):
        return None
    try:
        return Decimal(bare.replace(",", "."))
    except InvalidOperation:
        return None


def _checked(value: Decimal, shown: str) -> Decimal:
    if value < 0:
        raise RowRefused(Problem.NEGATIVE_AMOUNT, shown[:80])
    if value >= LARGEST:
        raise RowRefused(Problem.BAD_AMOUNT, shown[:80])
    if value != value.quantize(GROSZ):
        raise RowRefused(Problem.TOO_PRECISE, shown[:80])
    return value.quantize(GROSZ)


def date_of(cell: object, *, epoch: date = EPOCH_1900) -> date | None:
    """The day of a cell, None for an empty one; a moment belongs to the day it falls in.

    Spreadsheets write the end of 31 December as serial 46752.99998842592: 23:59:59 of that same day.
    """
    if cell is None or (isinstance(cell, str) and not text_of(cell)):
        return None
    if isinstance(cell, datetime):
        return _in_range(cell.date(), cell)
    if isinstance(cell, date):
        return _in_range(cell, cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if not (math.isfinite(cell) and 0 < cell < 100_000):
            raise RowRefused(Problem.BAD_DATE, str(cell))
        return _in_range(epoch + timedelta(days=math.floor(cell)), cell)
    return _in_range(_date_in_text(text_of(cell), epoch), cell)


def _date_in_text(shown: str, epoch: date) -> date:
    if re.fullmatch(r"\d{5}([.,]\d+)?", shown):
        return epoch + timedelta(days=int(shown[:5]))
    day = re.sub(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$", "", shown)
    for form in DATE_FORMATS:
        try:
            return datetime.strptime(day, form).date()  # noqa: DTZ007  a day, not a moment
        except ValueError:
            continue
    raise RowRefused(Problem.BAD_DATE, shown[:80])


def _in_range(day: date, cell: object) -> date:
    if not EARLIEST <= day < LATEST:
        raise RowRefused(Problem.BAD_DATE, str(cell)[:80])
    return day
