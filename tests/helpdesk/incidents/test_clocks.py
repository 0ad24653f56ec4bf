"""Legal clocks against a slow model and against calendars people can check by hand."""

import calendar
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.incidents.clocks import (
    WARSAW,
    after_hours,
    after_months,
    due_at,
    next_warning,
    share_used,
    warning_moments,
)
from tests.helpdesk.factories import warsaw

moments = st.datetimes(
    min_value=datetime(2020, 1, 1),  # noqa: DTZ001  hypothesis wants plain ones beside zones
    max_value=datetime(2039, 12, 31),  # noqa: DTZ001
    timezones=st.just(WARSAW),
).map(lambda moment: moment.replace(second=0, microsecond=0))


def slow_after_hours(start: datetime, hours: int) -> datetime:
    """Count minute by minute, as somebody with a stopwatch would."""
    moment = start.astimezone(UTC)
    for _minute in range(hours * 60):
        moment += timedelta(minutes=1)
    return moment


def slow_after_months(start: datetime, months: int) -> datetime:
    """Turn the leaves of a calendar day by day until the month is right, then look for the day."""
    local = start.astimezone(WARSAW)
    year, month = local.year, local.month
    for _leaf in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    days = [day for day in calendar.Calendar().itermonthdates(year, month) if day.month == month]
    day = max(day for day in days if day.day <= local.day)
    # Every minute of the three days around, in order: the first that shows the wall time, or the
    # first that shows a later one on a day whose clock jumps over it.
    wall = local.replace(tzinfo=None, fold=0, year=day.year, month=day.month, day=day.day)
    moment = (wall - timedelta(hours=4)).replace(tzinfo=UTC)
    for _minute in range(8 * 60):
        if moment.astimezone(WARSAW).replace(tzinfo=None, fold=0) == wall:
            return moment
        moment += timedelta(minutes=1)
    gap = wall.replace(tzinfo=WARSAW, fold=1).astimezone(UTC)
    assert gap.astimezone(WARSAW).replace(tzinfo=None) != wall  # the clock never shows it
    return gap


@given(moments, st.sampled_from([24, 72]))
def test_hours_agree_with_a_stopwatch(start: datetime, hours: int) -> None:
    assert after_hours(start, hours) == slow_after_hours(start, hours)


@given(moments, st.integers(min_value=1, max_value=13))
def test_months_agree_with_a_calendar(start: datetime, months: int) -> None:
    assert after_months(start, months) == slow_after_months(start, months)


@given(moments, moments, st.integers(min_value=1, max_value=3))
def test_a_later_start_never_ends_earlier(one: datetime, two: datetime, months: int) -> None:
    earlier, later = sorted([one, two], key=lambda moment: moment.astimezone(UTC))
    assert after_hours(earlier, 72) <= after_hours(later, 72)
    days = (later.astimezone(UTC) - earlier.astimezone(UTC)).days
    if days > 3:  # the last days of a long month end together in a short one
        assert after_months(earlier, months) <= after_months(later, months)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        # Friday evening: Saturday and Sunday count.
        (warsaw(2026, 11, 13, 18), warsaw(2026, 11, 16, 18)),
        # Clocks go forward on 29 March 2026: an hour of the wall is missing.
        (warsaw(2026, 3, 28, 12), warsaw(2026, 3, 31, 13)),
        # Clocks go back on 25 October 2026: an hour of the wall comes twice.
        (warsaw(2026, 10, 24, 12), warsaw(2026, 10, 27, 11)),
        # The end of a leap February.
        (warsaw(2028, 2, 27, 9), warsaw(2028, 3, 1, 9)),
        # Christmas.
        (warsaw(2026, 12, 23, 15), warsaw(2026, 12, 26, 15)),
    ],
)
def test_seventy_two_hours(start: datetime, end: datetime) -> None:
    assert due_at(start, hours=72, months=None) == end


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (warsaw(2026, 11, 13, 10, 5), warsaw(2026, 12, 13, 10, 5)),  # a Sunday stays a Sunday
        (warsaw(2027, 1, 31, 10), warsaw(2027, 2, 28, 10)),
        (warsaw(2028, 1, 31, 10), warsaw(2028, 2, 29, 10)),
        (warsaw(2026, 12, 31, 23, 59), warsaw(2027, 1, 31, 23, 59)),
        (warsaw(2027, 3, 10, 12), warsaw(2027, 4, 10, 12)),  # the wall clock counts, not the hours
        # 2:30 does not exist on 28 March 2027: the earlier reading, 1:30.
        (warsaw(2027, 2, 28, 2, 30), warsaw(2027, 3, 28, 1, 30)),
        # 2:30 comes twice on 25 October 2026: the first of them.
        (warsaw(2026, 9, 25, 2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_one_month(start: datetime, end: datetime) -> None:
    assert due_at(start, hours=None, months=1) == end


def test_nothing_is_due_before_it_began() -> None:
    assert due_at(None, hours=24, months=None) is None


@given(moments, st.sampled_from([24, 72]))
def test_warnings_come_once_each_and_in_order(start: datetime, hours: int) -> None:
    end = after_hours(start, hours)
    given_shares, share = [], 0
    while following := next_warning(start, end, after_share=share):
        share, moment = following
        given_shares.append(share)
        assert share_used(start, end, moment) in (share, share - 1)
    assert given_shares == [50, 80, 100]
    assert [when for _share, when in warning_moments(start, end)][-1] == end
