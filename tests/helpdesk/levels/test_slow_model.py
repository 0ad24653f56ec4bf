"""Deadlines of tickets against a model that walks minute by minute."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foundation.calendars.holidays import polish_holidays
from foundation.calendars.working_time import Window, WorkingCalendar, no_holidays
from helpdesk import sla
from tests.helpdesk.levels.slow_sla import slow_deadlines, slow_warning

# Around both changes of the clock, Easter, Corpus Christi, 11 November, Christmas Eve.
BUSY_DAYS = [date(2026, 3, 26), date(2026, 10, 22), date(2027, 3, 25), date(2026, 4, 2)]
BUSY_DAYS += [date(2026, 6, 3), date(2026, 10, 30), date(2026, 11, 9), date(2026, 12, 22)]
QUARTERS = st.integers(0, 95).map(lambda q: time(q // 4, q % 4 * 15))


@st.composite
def days(draw) -> tuple[Window, ...]:
    """Hours of one day: closed, one window, or two with a break between."""
    clocks = draw(st.lists(QUARTERS, min_size=0, max_size=4, unique=True).map(sorted))
    pairs = zip(clocks[::2], clocks[1::2], strict=False)
    windows = [Window(opens, closes) for opens, closes in pairs]
    if windows and draw(st.booleans()) and draw(st.booleans()):
        windows[-1] = Window(windows[-1].opens, time(0))
    return tuple(windows)


@st.composite
def calendars(draw) -> WorkingCalendar:
    """Any week with a Wednesday of some hours, so that every term ends soon."""
    weekly = [draw(days()) for _day in range(7)]
    weekly[2] = weekly[2] or (Window(time(7, 30), time(15, 30)),)
    offsets = draw(st.lists(st.integers(0, 9), max_size=3, unique=True))
    first = draw(st.sampled_from(BUSY_DAYS))
    closed = tuple((first + timedelta(days=offset), "zamknięte") for offset in sorted(offsets))
    holidays = polish_holidays if draw(st.booleans()) else no_holidays
    return WorkingCalendar(tuple(weekly), closed, holidays)


@st.composite
def courses(draw) -> sla.Course:
    """Opened at any minute, also out of hours; then up to six events, pauses over nights and holidays."""
    day, minute = draw(st.sampled_from(BUSY_DAYS)), draw(st.integers(0, 4 * 24 * 60))
    opened_at = datetime.combine(day, time(0), tzinfo=UTC) + timedelta(minutes=minute)
    history, at = [sla.Moment(opened_at, False)], opened_at
    for gap in draw(st.lists(st.integers(0, 3000), max_size=6)):
        at += timedelta(minutes=gap)
        history.append(sla.Moment(at, draw(st.booleans())))
    after = [moment.at for moment in history[1:]]
    responded = draw(st.sampled_from([None, *after]))
    later = [moment for moment in after if responded and moment >= responded]
    unanswered = draw(st.sampled_from([None, *later])) if responded else opened_at
    return sla.Course(opened_at, history, responded, unanswered)


@st.composite
def levels(draw) -> sla.Level:
    first = draw(st.integers(0, 400))
    following = draw(st.none() | st.integers(1, 400))
    return sla.Level(draw(calendars()), first, first + draw(st.integers(0, 600)), following)


def agree(level: sla.Level, course: sla.Course) -> None:
    found = {name: one.due_at for name, one in sla.deadlines(level, course).items()}
    assert found == slow_deadlines(level, course)


def check(level: sla.Level, course: sla.Course, other: sla.Level, share: int) -> None:
    """The level as it is, and afterwards: its calendar edited, or another level in mid-life."""
    agree(level, course)
    agree(replace(level, calendar=other.calendar) if share == 50 else other, course)
    warned = sla.warnings(replace(level, warn_at=(share,)), course, sla.RESOLUTION)
    assert warned == {share: slow_warning(level, course, share)}


@pytest.mark.fault("F7")
@settings(max_examples=500)
@given(levels(), courses(), levels(), st.sampled_from([50, 80, 100]))
def test_deadlines_are_what_a_stopwatch_finds(level, course, other, share) -> None:
    """Seen failing with pauses that began after the first response moving it too. Not yet seen
    failing; would with pauses joined by wall clock instead of UTC, where chance draws such a pair.
    """
    check(level, course, other, share)


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.once
@pytest.mark.fault("F7")
@pytest.mark.parametrize("_part", range(10))
@settings(max_examples=1_000)
@given(level=levels(), course=courses(), other=levels(), share=st.sampled_from([50, 80, 100]))
def test_deadlines_are_what_a_stopwatch_finds_ten_thousand_times(
    _part: int, level, course, other, share
) -> None:
    """The same with 10,000 cases, in parts for several processes; the quick one says what was seen failing."""
    check(level, course, other, share)
