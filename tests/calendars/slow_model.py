"""A slow model of working time: walk minute by minute and look at the clock on the wall.

It knows nothing of windows as intervals or of UTC arithmetic. What an hour that comes twice or never
means is said once: a window is open while the latest clock reading of the day so far lies inside it.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from itertools import islice

from foundation.calendars.working_time import Interval, WorkingCalendar

MINUTE = timedelta(minutes=1)


def is_open_by_minute(
    start: datetime, calendar: WorkingCalendar
) -> Iterator[tuple[datetime, bool]]:
    """Yield every minute from `start` on, and whether the office is open in it."""
    day = start.astimezone(calendar.zone).date()
    while True:
        is_day_off = day in calendar.holidays(day.year) or day in dict(calendar.closed_days)
        for moment, latest in _minutes_of(day, calendar.zone):
            if moment >= start:
                yield moment, not is_day_off and _is_open(day, latest, calendar)
        day += timedelta(days=1)


@lru_cache(maxsize=1_000)
def _minutes_of(day: date, zone: tzinfo) -> Sequence[tuple[datetime, time]]:
    """Every minute of a day, with the latest clock reading so far; read once for all that meet the day."""
    moment, latest, minutes = datetime.combine(day, time(0), zone).astimezone(UTC), time(0), []
    while (wall := moment.astimezone(zone)).date() == day:
        latest = max(latest, wall.time())
        minutes.append((moment, latest))
        moment += MINUTE
    return minutes


def _is_open(day: date, clock: time, calendar: WorkingCalendar) -> bool:
    for window in calendar.weekly[day.weekday()]:
        if window.opens <= clock and (clock < window.closes or window.closes == time(0)):
            return True
    return False


def counts(moment: datetime, is_open: bool, pauses: list[Interval]) -> bool:
    return is_open and not any(begin <= moment < end for begin, end in pauses)


def slow_working_minutes(
    start: datetime, end: datetime, calendar: WorkingCalendar, pauses: list[Interval]
) -> int:
    total = 0
    for moment, is_open in is_open_by_minute(start, calendar):
        if moment >= end:
            break
        total += counts(moment, is_open, pauses)
    return total


def slow_due_at(
    start: datetime, minutes: int, calendar: WorkingCalendar, pauses: list[Interval]
) -> datetime:
    """The end of the minute that fills the term; for no minutes the first minute that counts."""
    counted = (
        moment
        for moment, is_open in is_open_by_minute(start, calendar)
        if counts(moment, is_open, pauses)
    )
    if minutes == 0:
        return next(counted)
    return next(islice(counted, minutes - 1, None)) + MINUTE
