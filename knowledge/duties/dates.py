"""On which days a duty falls. Plain values; a day that the law names is never moved for a holiday."""

from collections.abc import Sequence
from datetime import date

PLANNED_FROM = 8  # August

COMMON_YEAR = 2026


def exists_each_year(month: int, day: int) -> bool:
    """29 February does not."""
    try:
        date(COMMON_YEAR, month, day)
    except ValueError:
        return False
    return True


def days_between(
    start: date, end: date, *, on: date | None, month: int | None, day: int | None
) -> Sequence[date]:
    """The days of a duty from `start` to `end`, both included: `on`, or each year's `month` and `day`."""
    years = range(start.year, end.year + 1)
    days = [on] if on else [date(year, month, day) for year in years]
    return [one for one in days if start <= one <= end]


def is_time_to_plan(day: date) -> bool:
    """Is it time to think of the costs of next year? The draft of the budget is written in autumn."""
    return day.month >= PLANNED_FROM
