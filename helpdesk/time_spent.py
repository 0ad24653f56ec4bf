"""With whom a ticket spent its time, pure: from the history of its status to three sums of minutes.

Reports show them apart: a month in which a ministry did not answer is no month in which we slept.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from foundation.calendars.working_time import ALWAYS_OPEN, WorkingCalendar, working_minutes

US, REQUESTER, OTHERS = "us", "requester", "others"
# Whose turn it is in each status; in the two finished ones it is nobody's.
WHOSE = {"new": US, "open": US, "pending": REQUESTER, "on_hold": OTHERS}


@dataclass(frozen=True)
class Stand:
    """From `at` on the ticket stood in `status`."""

    at: datetime
    status: str


@dataclass(frozen=True)
class TimeSpent:
    """Minutes of a calendar with each side; `total` leaves out the time after the ticket was done."""

    us: int = 0
    requester: int = 0
    others: int = 0

    @property
    def total(self) -> int:
        return self.us + self.requester + self.others


def time_spent(
    history: Sequence[Stand], *, until: datetime, calendar: WorkingCalendar = ALWAYS_OPEN
) -> TimeSpent:
    """Sum up `history` (oldest first) to the moment `until`, in minutes in which `calendar` is open.

    Each side's minutes are counted per stay and cut to whole ones. What happened after `until` does
    not count.
    """
    sums = {US: 0, REQUESTER: 0, OTHERS: 0}
    for begin, end, status in _stays(history, until):
        if side := WHOSE.get(status):
            sums[side] += working_minutes(begin, end, calendar)
    return TimeSpent(**sums)


def _stays(history: Sequence[Stand], until: datetime) -> Iterator[tuple[datetime, datetime, str]]:
    """Begin, end and status of every stay that began before `until`."""
    if not history:
        return
    ends = [*history, Stand(until, "")]
    for stay, following in pairwise(ends):
        end = min(following.at, until)
        if stay.at < end:
            yield stay.at, end, stay.status
