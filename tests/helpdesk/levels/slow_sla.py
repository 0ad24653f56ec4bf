"""A slow model of the clock of a ticket: walk minute by minute with a stopwatch in the hand.

It knows nothing of pauses as stretches or of windows as intervals: in every minute it looks at the
wall (is the office open?) and at the history (does the clock stand?), and counts one or none.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import takewhile

from helpdesk.sla import FIRST_RESPONSE, NEXT_RESPONSE, RESOLUTION, Course, Level
from tests.calendars.slow_model import MINUTE, is_open_by_minute


def slow_deadlines(level: Level, course: Course) -> Mapping[str, datetime]:
    """The deadlines by name, as `sla.deadlines` gives them."""
    first = _runs_out(level, course, course.opened_at, level.first_response_minutes, FIRST_RESPONSE)
    found = {FIRST_RESPONSE: first}
    if course.first_responded_at and course.unanswered_since and level.next_response_minutes:
        since = course.unanswered_since
        minutes = level.next_response_minutes
        found[NEXT_RESPONSE] = _runs_out(level, course, since, minutes, NEXT_RESPONSE)
    found[RESOLUTION] = _runs_out(
        level, course, course.opened_at, level.resolution_minutes, RESOLUTION
    )
    return found


def slow_warning(level: Level, course: Course, share: int) -> datetime:
    """When `share` per cent of the time to resolution is used up."""
    minutes = level.resolution_minutes * share // 100
    return _runs_out(level, course, course.opened_at, minutes, RESOLUTION)


def _runs_out(level: Level, course: Course, start: datetime, minutes: int, name: str) -> datetime:
    for number, moment in enumerate(_counted(level, course, start, name), 1):
        if minutes == 0:
            return moment
        if number == minutes:
            return moment + MINUTE
    raise AssertionError("the model walks for ever")


def _counted(level: Level, course: Course, start: datetime, name: str) -> Iterator[datetime]:
    for moment, is_open in is_open_by_minute(start, level.calendar):
        if is_open and not _stands(moment, course, name):
            yield moment


def _stands(moment: datetime, course: Course, name: str) -> bool:
    """Whether the clock stands in this minute: a pause that has no end yet moves nothing."""
    so_far = list(takewhile(lambda one: one.at <= moment, course.history))
    if not so_far or not so_far[-1].is_paused:
        return False
    if all(one.is_paused for one in course.history[len(so_far) :]):
        return False
    if name == FIRST_RESPONSE and course.first_responded_at is not None:
        begun = len(so_far) - 1
        while begun and so_far[begun - 1].is_paused:
            begun -= 1
        return so_far[begun].at < course.first_responded_at
    return True
