from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from projects_archive.sources.rows import Problem, RowRefused
from projects_archive.sources.values import EPOCH_1904, amount_of, date_of, text_of


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("1568930.49", "1568930.49"),
        ("1 568 930,49 zł", "1568930.49"),
        ("1\u00a0568\u202f930,49", "1568930.49"),
        ("1.568.930,49", "1568930.49"),
        ("1,568,930.49", "1568930.49"),
        ("1 568 930", "1568930.00"),
        ("85,5 PLN", "85.50"),
        (61867948.78, "61867948.78"),
        (84.30000000000001, "84.30"),
        (100, "100.00"),
    ],
)
def test_amounts_are_read_to_the_grosz(cell: object, amount: str) -> None:
    assert amount_of(cell) == Decimal(amount)


@pytest.mark.parametrize("cell", ["", "  ", None])
def test_an_empty_amount_is_none(cell: object) -> None:
    assert amount_of(cell) is None


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("-100,00", Problem.NEGATIVE_AMOUNT),
        ("−100", Problem.NEGATIVE_AMOUNT),
        (-0.5, Problem.NEGATIVE_AMOUNT),
        ("1,568", Problem.BAD_AMOUNT),
        ("sto", Problem.BAD_AMOUNT),
        ("=SUM(A1)", Problem.BAD_AMOUNT),
        ("12.345", Problem.TOO_PRECISE),
        (12.345, Problem.TOO_PRECISE),
        (float("nan"), Problem.BAD_AMOUNT),
        (True, Problem.BAD_AMOUNT),
        ("9" * 30, Problem.BAD_AMOUNT),
    ],
)
def test_what_is_no_amount_is_refused_with_its_reason(cell: object, problem: Problem) -> None:
    with pytest.raises(RowRefused) as refusal:
        amount_of(cell)

    assert refusal.value.problem == problem


@pytest.mark.fault("I3")
@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (46752.99998842592, date(2027, 12, 31)),
        (45539, date(2024, 9, 4)),
        ("46752.99998842592", date(2027, 12, 31)),
        ("2027-12-31 23:59:59", date(2027, 12, 31)),
        ("31.12.2027", date(2027, 12, 31)),
        (datetime(2027, 12, 31, 23, 59, 59, tzinfo=UTC), date(2027, 12, 31)),
        ("", None),
    ],
)
def test_the_last_second_of_a_day_belongs_to_it(cell: object, day: date | None) -> None:
    """Seen failing with `round` in place of `math.floor` in `date_of`."""
    assert date_of(cell) == day


def test_workbooks_that_count_from_1904_are_read_so() -> None:
    assert date_of(44077, epoch=EPOCH_1904) == date(2024, 9, 4)


@pytest.mark.parametrize("cell", ["wkrótce", 0, -5, 10**7, "1899-01-01", "31.02.2024", True])
def test_what_is_no_date_is_refused(cell: object) -> None:
    with pytest.raises(RowRefused) as refusal:
        date_of(cell)

    assert refusal.value.problem == Problem.BAD_DATE


def test_texts_lose_doubled_spaces_and_nul() -> None:
    assert text_of("  e-usługi\x00 \u00a0 dla\nwszystkich ") == "e-usługi dla wszystkich"
