"""A slow model of working time: walk minute by minute and look at the clock on the wall.

It knows nothing of windows as intervals or of UTC arithmetic. What an hour that comes twice or never
means is said once: a window is open while the latest clock reading of the day so far lies inside it.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import islice

from foundation.calendars.working_time import Interval, WorkingCalendar

MINUTE = timedelta(minutes=1)


def is_open_by_minute(
    start: datetime, calendar: WorkingCalendar
) -> Iterator[tuple[datetime, bool]]:
    """Yield every minute from `start` on, and whether the office is open in it."""
    local = start.astimezone(calendar.zone)
    moment = local.replace(hour=0, minute=0, fold=0).astimezone(UTC)
    day, latest = None, time(0)
    while True:
        wall = moment.astimezone(calendar.zone)
        latest = wall.time() if wall.date() != day else max(latest, wall.time())
        day = wall.date()
        if moment >= start:
            yield moment, _is_open(day, latest, calendar)
        moment += MINUTE


def _is_open(day, clock: time, calendar: WorkingCalendar) -> bool:
    if day in calendar.holidays(day.year) or day in dict(calendar.closed_days):
        return False
    windows = calendar.weekly[day.weekday()]
    return any(w.opens <= clock and (clock < w.closes or w.closes == time(0)) for w in windows)


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
