"""Working time: when is an office open, how long has it been open, when does a term run out?

Pure: plain values in, plain values out. All reckoning is done between moments in UTC; wall clock and
zone decide only where the windows of a day begin and end, so an hour is an hour on the days when the
clocks change. A repeated or missing hour counts as it passes: a window lasts from the first moment at
which the clock shows its start (or later) to the first moment at which it shows its end (or later).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from foundation.calendars.deadlines import Deadline, Kind, Step, in_order
from foundation.calendars.holidays import polish_holidays

WARSAW = ZoneInfo("Europe/Warsaw")
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
HORIZON = timedelta(days=3660)

Interval = tuple[datetime, datetime]


class Stretch(NamedTuple):
    """Time between two moments: open when `kind` is None, else closed, with the reason."""

    kind: Kind | None
    name: str
    begin: datetime
    end: datetime


class NeverOpen(ValueError):
    """The calendar has too little working time for the term to end within ten years."""


@dataclass(frozen=True)
class Window:
    """Opening hours on a wall clock; `closes` of 00:00 means the end of the day."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.closes != time(0) and self.closes <= self.opens:
            raise ValueError(f"A window must close after it opens: {self.opens}–{self.closes}")


def no_holidays(year: int) -> Mapping[date, str]:
    """The holidays of those who never close."""
    return {}


@dataclass(frozen=True)
class WorkingCalendar:
    """Opening hours by weekday (Monday first, seven entries), minus holidays and closed days."""

    weekly: tuple[tuple[Window, ...], ...]
    closed_days: tuple[tuple[date, str], ...] = ()
    holidays: Callable[[int], Mapping[date, str]] = polish_holidays
    zone: ZoneInfo = WARSAW

    def __post_init__(self) -> None:
        if len(self.weekly) != 7:
            raise ValueError("A week has seven days, Monday first")
        for windows in self.weekly:
            for earlier, later in pairwise(windows):
                if earlier.closes == time(0) or later.opens < earlier.closes:
                    raise ValueError("The windows of a day must follow one another")

    def closed_because(self, day: date) -> tuple[Kind, str] | None:
        """Return why the whole `day` is closed (kind, name), or None when it has opening hours."""
        if not self.weekly[day.weekday()]:
            return (Kind.WEEKEND if day.weekday() >= 5 else Kind.OUTSIDE_HOURS), ""
        if name := self.holidays(day.year).get(day):
            return Kind.HOLIDAY, name
        closed = dict(self.closed_days)
        return (Kind.CLOSED_DAY, closed[day]) if day in closed else None


EVERY_DAY = (Window(time(7, 30), time(15, 30)),)
OFFICE_HOURS = WorkingCalendar(weekly=(EVERY_DAY,) * 5 + ((), ()))
ALWAYS_OPEN = WorkingCalendar(weekly=((Window(time(0), time(0)),),) * 7, holidays=no_holidays)


def deadline(
    start: datetime,
    minutes: int,
    calendar: WorkingCalendar = OFFICE_HOURS,
    pauses: Sequence[Interval] = (),
) -> Deadline:
    """Return the first moment at which `minutes` of working time have passed since `start`.

    `start` and the ends of `pauses` are aware; pauses may overlap and lie anywhere. No minutes mean the
    first working moment. Raises ValueError for bad input and NeverOpen instead of searching for ever.
    """
    if minutes < 0:
        raise ValueError("A term cannot be negative")
    start, stopped = _utc(start), _merged(pauses)
    left, closed = timedelta(minutes=minutes), []
    for stretch in _stretches(start, start + HORIZON, calendar):
        if stretch.kind:
            closed.append(Step(stretch.kind, stretch.begin, stretch.end, stretch.name))
            continue
        for begin, end in _without(stretch.begin, stretch.end, stopped):
            if end - begin >= left:
                due_at = begin + left
                steps = _pause_steps(start, due_at, calendar, stopped) + closed
                return Deadline(due_at, in_order(start, due_at, steps))
            left -= end - begin
    raise NeverOpen("The calendar has too little working time: the term would never end")


def working_minutes(
    start: datetime,
    end: datetime,
    calendar: WorkingCalendar = OFFICE_HOURS,
    pauses: Sequence[Interval] = (),
) -> int:
    """Return the whole minutes of working time between two aware moments; 0 when `end` is not later."""
    stopped, total = _merged(pauses), timedelta()
    for stretch in _stretches(_utc(start), _utc(end), calendar):
        if not stretch.kind:
            pieces = _without(stretch.begin, stretch.end, stopped)
            total += sum((until - begin for begin, until in pieces), timedelta())
    return total // MINUTE


def _pause_steps(
    start: datetime, due_at: datetime, calendar: WorkingCalendar, stopped: Sequence[Interval]
) -> list[Step]:
    relevant = [(max(a, start), b) for a, b in stopped if a < due_at and b > start]
    return [Step(Kind.PAUSE, a, b, minutes=working_minutes(a, b, calendar)) for a, b in relevant]


def _stretches(start: datetime, end: datetime, calendar: WorkingCalendar) -> Iterator[Stretch]:
    """Cut the time between two moments in UTC into open and closed stretches, in order."""
    day = start.astimezone(calendar.zone).date()
    while start < end:
        for stretch in _stretches_of_day(calendar, day):
            begin, until = max(stretch.begin, start), min(stretch.end, end)
            if begin < until:
                yield stretch._replace(begin=begin, end=until)
        day += DAY
        start = max(start, _moment(day, time(0), calendar.zone))


@lru_cache(maxsize=4096)
def _stretches_of_day(calendar: WorkingCalendar, day: date) -> tuple[Stretch, ...]:
    midnight, end = _moment(day, time(0), calendar.zone), _moment(day + DAY, time(0), calendar.zone)
    if reason := calendar.closed_because(day):
        return (Stretch(*reason, midnight, end),)
    stretches, position = [], midnight
    for window in calendar.weekly[day.weekday()]:
        opens = _moment(day, window.opens, calendar.zone)
        closes = _moment(day, window.closes, calendar.zone) if window.closes != time(0) else end
        between = Kind.OUTSIDE_HOURS if position == midnight else Kind.BREAK
        stretches += [Stretch(between, "", position, opens), Stretch(None, "", opens, closes)]
        position = closes
    return (*stretches, Stretch(Kind.OUTSIDE_HOURS, "", position, end))


def _moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """Return the first moment (UTC) at which the wall clock shows `clock` on `day`, or has jumped over it."""
    wall = datetime.combine(day, clock)
    readings = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    moment = min(readings)
    while moment.astimezone(zone).replace(tzinfo=None) < wall:
        moment += MINUTE
    return moment


def _without(begin: datetime, end: datetime, stopped: Sequence[Interval]) -> Iterator[Interval]:
    """What is left of a stretch when the pauses (merged, in order) are taken out."""
    for pause_begin, pause_end in stopped:
        if pause_end > begin and pause_begin < end:
            if begin < pause_begin:
                yield begin, pause_begin
            begin = pause_end
    if begin < end:
        yield begin, end


def _merged(pauses: Sequence[Interval]) -> list[Interval]:
    """Pauses in UTC, in order, overlapping ones joined, empty ones left out."""
    merged: list[Interval] = []
    for begin, end in sorted((_utc(begin), _utc(end)) for begin, end in pauses):
        if end < begin:
            raise ValueError("A pause cannot end before it begins")
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif begin < end:
            merged.append((begin, end))
    return merged


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("A moment needs a time zone")
    return moment.astimezone(UTC)
