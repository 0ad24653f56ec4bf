"""Service levels, pure: from a level and a history to the deadlines of a ticket.

The history is the row of moments at which the clock was set going or stopped. Nothing is counted on
the way: the same history always gives the same deadlines.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from foundation.calendars.deadlines import Deadline
from foundation.calendars.working_time import (
    ALWAYS_OPEN,
    OFFICE_HOURS,
    Window,
    WorkingCalendar,
    deadline,
)

EXTENDED_HOURS = WorkingCalendar(weekly=((Window(time(7), time(19)),),) * 5 + ((), ()))
CALENDARS = {"office": OFFICE_HOURS, "extended": EXTENDED_HOURS, "always": ALWAYS_OPEN}


@dataclass(frozen=True)
class Level:
    """A promise: working minutes to the first response and to the resolution, in one calendar."""

    calendar: WorkingCalendar
    first_response_minutes: int
    resolution_minutes: int


@dataclass(frozen=True)
class Moment:
    """Something happened at `at`; afterwards the clock stands (`is_paused`) or runs."""

    at: datetime
    is_paused: bool


@dataclass(frozen=True)
class Deadlines:
    first_response: Deadline
    resolution: Deadline


def pauses(history: Sequence[Moment]) -> list[tuple[datetime, datetime]]:
    """Return the finished stretches in which the clock stood; one that still lasts moves nothing yet."""
    stretches, since = [], None
    for moment in history:
        if moment.is_paused and since is None:
            since = moment.at
        elif not moment.is_paused and since is not None:
            stretches.append((since, moment.at))
            since = None
    return stretches


def paused_since(history: Sequence[Moment]) -> datetime | None:
    """Return since when the clock stands, or None while it runs."""
    since = None
    for moment in history:
        since = (since or moment.at) if moment.is_paused else None
    return since


def deadlines(
    level: Level,
    *,
    opened_at: datetime,
    history: Sequence[Moment],
    first_responded_at: datetime | None = None,
) -> Deadlines:
    """Return both deadlines; what happens after the first response no longer moves the first of them."""
    stopped = pauses(history)
    before_response = [
        pause for pause in stopped if first_responded_at is None or pause[0] < first_responded_at
    ]
    return Deadlines(
        deadline(opened_at, level.first_response_minutes, level.calendar, before_response),
        deadline(opened_at, level.resolution_minutes, level.calendar, stopped),
    )
