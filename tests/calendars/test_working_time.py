from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from foundation.calendars.deadlines import Kind
from foundation.calendars.working_time import (
    ALWAYS_OPEN,
    OFFICE_HOURS,
    WARSAW,
    NeverOpen,
    Window,
    WorkingCalendar,
    deadline,
    working_minutes,
)
from tests.calendars.slow_model import slow_due_at, slow_working_minutes


def at(text: str) -> datetime:
    """A moment by the Warsaw clock, e.g. "2026-11-10 14:20"."""
    return datetime.fromisoformat(text).replace(tzinfo=WARSAW)


def due(start: str, minutes: int, calendar: WorkingCalendar = OFFICE_HOURS, pauses=()) -> str:
    moment = deadline(at(start), minutes, calendar, pauses).due_at
    return moment.astimezone(WARSAW).strftime("%Y-%m-%d %H:%M")


WITH_LUNCH = WorkingCalendar(
    weekly=((Window(time(8), time(12)), Window(time(12, 30), time(16))),) * 5 + ((), ())
)
NIGHTS = WorkingCalendar(
    weekly=((Window(time(0), time(2, 15)), Window(time(2, 30), time(0))),) * 7,
    closed_days=((date(2026, 10, 27), "przegląd serwerowni"),),
)
CALENDARS = [OFFICE_HOURS, WITH_LUNCH, ALWAYS_OPEN, NIGHTS]

# Around both changes of the clock, Easter, Corpus Christi, All Saints, 11 November, Christmas.
BUSY_DAYS = [date(2026, 3, 27), date(2026, 10, 23), date(2027, 3, 25), date(2026, 4, 2)]
BUSY_DAYS += [date(2026, 6, 3), date(2026, 10, 30), date(2026, 11, 10), date(2026, 12, 22)]

moments = st.builds(
    lambda day, minute: datetime.combine(day, time(0), tzinfo=UTC) + timedelta(minutes=minute),
    st.sampled_from(BUSY_DAYS),
    st.integers(0, 5 * 24 * 60),
)
intervals = st.builds(
    lambda begin, minutes: (begin, begin + timedelta(minutes=minutes)),
    moments,
    st.integers(0, 4000),
)


@pytest.mark.fault("F7")
@settings(max_examples=300)
@given(moments, st.integers(0, 1500), st.sampled_from(CALENDARS), st.lists(intervals, max_size=3))
@example(at("2026-03-27 15:00"), 60, OFFICE_HOURS, [])
@example(at("2026-10-24 23:30"), 300, ALWAYS_OPEN, [])
@example(at("2027-03-28 01:50"), 20, NIGHTS, [])
@example(
    at("2026-12-23 15:00"), 45, OFFICE_HOURS, [(at("2026-12-24 09:00"), at("2026-12-28 09:00"))]
)
def test_deadline_is_what_a_minute_by_minute_model_finds(start, minutes, calendar, pauses) -> None:
    """Seen failing with the moments kept in Warsaw time: terms over a change of the clock were an hour off."""
    assert deadline(start, minutes, calendar, pauses).due_at == slow_due_at(
        start, minutes, calendar, pauses
    )


@pytest.mark.fault("F7")
@settings(max_examples=200)
@given(moments, st.integers(-60, 6000), st.sampled_from(CALENDARS), st.lists(intervals, max_size=3))
def test_working_minutes_are_what_a_minute_by_minute_model_counts(
    start, length, calendar, pauses
) -> None:
    """Seen failing with `_without` skipping a pause that begins before the stretch."""
    end = start + timedelta(minutes=length)

    assert working_minutes(start, end, calendar, pauses) == slow_working_minutes(
        start, end, calendar, pauses
    )


@settings(max_examples=100)
@given(moments, st.integers(0, 3000), st.sampled_from(CALENDARS), st.lists(intervals, max_size=3))
def test_a_deadline_holds_exactly_its_minutes(start, minutes, calendar, pauses) -> None:
    result = deadline(start, minutes, calendar, pauses)

    assert working_minutes(start, result.due_at, calendar, pauses) == minutes


@settings(max_examples=100)
@given(moments, st.integers(0, 3000), st.sampled_from(CALENDARS), st.lists(intervals, max_size=3))
def test_steps_stand_in_order_of_time(start, minutes, calendar, pauses) -> None:
    steps = deadline(start, minutes, calendar, pauses).steps

    assert [steps[0].kind, steps[-1].kind] == [Kind.START, Kind.DUE]
    assert list(steps) == sorted(steps, key=lambda step: step.at)


@pytest.mark.parametrize(
    ("start", "minutes", "expected"),
    [
        ("2026-11-09 09:00", 240, "2026-11-09 13:00"),
        ("2026-11-09 14:30", 60, "2026-11-09 15:30"),  # the end of a day is that day
        ("2026-11-09 14:30", 61, "2026-11-10 07:31"),
        ("2026-11-10 14:30", 120, "2026-11-12 08:30"),  # over 11 November
        ("2026-11-06 22:00", 60, "2026-11-09 08:30"),  # opened on a Friday night
        ("2026-11-08 12:00", 0, "2026-11-09 07:30"),  # nothing falls due while it is closed
        ("2026-11-09 15:30", 0, "2026-11-10 07:30"),
        ("2026-04-03 15:00", 60, "2026-04-07 08:00"),  # Easter Monday
        ("2026-06-03 15:00", 60, "2026-06-05 08:00"),  # Corpus Christi
        ("2025-12-23 15:00", 60, "2025-12-29 08:00"),  # 24 December is off since 2025 …
        ("2024-12-23 15:00", 60, "2024-12-24 08:00"),  # … and was not before
        ("2026-03-27 15:00", 60, "2026-03-30 08:00"),  # over the change to summer time
        ("2026-10-23 15:00", 60, "2026-10-26 08:00"),  # and back
    ],
)
def test_deadlines_one_would_reckon_by_hand(start: str, minutes: int, expected: str) -> None:
    assert due(start, minutes) == expected


@pytest.mark.parametrize(
    ("start", "expected"),
    [("2026-03-29 00:00", "2026-03-30 01:00"), ("2026-10-25 00:00", "2026-10-25 23:00")],
)
def test_a_day_and_night_of_24_hours_where_the_clock_changes(start: str, expected: str) -> None:
    assert due(start, 24 * 60, ALWAYS_OPEN) == expected


def test_a_pause_over_a_holiday_takes_out_working_time_only() -> None:
    pause = (at("2026-11-10 14:30"), at("2026-11-12 08:30"))

    result = deadline(at("2026-11-10 14:00"), 60, OFFICE_HOURS, [pause])

    assert result.due_at == at("2026-11-12 09:00")
    assert [s.minutes for s in result.steps if s.kind == Kind.PAUSE] == [120]


def test_a_day_closed_afterwards_moves_the_deadline() -> None:
    closed = WorkingCalendar(OFFICE_HOURS.weekly, ((date(2026, 11, 10), "zamknięcie urzędu"),))

    assert due("2026-11-09 15:00", 60, OFFICE_HOURS) == "2026-11-10 08:00"
    assert due("2026-11-09 15:00", 60, closed) == "2026-11-12 08:00"


def test_steps_tell_every_reason_once() -> None:
    steps = deadline(at("2026-10-30 15:00"), 10 * 60, WITH_LUNCH).steps

    assert [(step.kind, step.name) for step in steps] == [
        (Kind.START, ""),
        (Kind.OUTSIDE_HOURS, ""),
        (Kind.WEEKEND, ""),
        (Kind.OUTSIDE_HOURS, ""),
        (Kind.BREAK, ""),
        (Kind.OUTSIDE_HOURS, ""),
        (Kind.DUE, ""),
    ]


@pytest.mark.parametrize(
    "calendar",
    [
        WorkingCalendar(weekly=((),) * 7),
        WorkingCalendar(OFFICE_HOURS.weekly, holidays=lambda year: _EveryDay()),
    ],
)
def test_a_calendar_that_never_opens_is_refused(calendar: WorkingCalendar) -> None:
    with pytest.raises(NeverOpen):
        deadline(at("2026-11-09 09:00"), 60, calendar)


class _EveryDay(dict):
    def get(self, key, default=None) -> str:
        return "zamknięte"


def test_a_term_of_a_hundred_years_is_refused() -> None:
    with pytest.raises(NeverOpen):
        deadline(at("2026-11-09 09:00"), 100 * 365 * 24 * 60)


@pytest.mark.parametrize(
    "call",
    [
        lambda: deadline(datetime(2026, 11, 9, 9, 0), 60),  # noqa: DTZ001  what is refused
        lambda: deadline(at("2026-11-09 09:00"), -1),
        lambda: deadline(
            at("2026-11-09 09:00"), 1, pauses=[(at("2026-11-09 10:00"), at("2026-11-09 09:00"))]
        ),
        lambda: Window(time(12), time(8)),
        lambda: WorkingCalendar(weekly=((),) * 5),
        lambda: WorkingCalendar(
            weekly=((Window(time(8), time(12)), Window(time(11), time(16))),) * 7
        ),
    ],
)
def test_bad_input_is_refused(call) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        call()
