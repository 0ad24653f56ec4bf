"""Service levels, pure: which level holds, and from level and history the deadlines of a ticket.

The history is the row of moments at which the clock was set going or stopped. Nothing is counted on
the way: the same history always gives the same deadlines.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from foundation.calendars.deadlines import Deadline
from foundation.calendars.working_time import WorkingCalendar, deadline, working_minutes

FIRST_RESPONSE, NEXT_RESPONSE, RESOLUTION = "first_response", "next_response", "resolution"


@dataclass(frozen=True)
class Scope:
    """Which tickets a level is for (None holds for all), or what one ticket is (all given).

    The order of the fields decides between levels that name equally many conditions.
    """

    category: int | None = None
    queue: int | None = None
    kind: str | None = None
    organisation_kind: str | None = None
    priority: str | None = None

    def holds_for(self, ticket: "Scope") -> bool:
        return all(
            wanted is None or wanted == getattr(ticket, name) for name, wanted in self.named()
        )

    def named(self) -> list[tuple[str, int | str | None]]:
        return [(field.name, getattr(self, field.name)) for field in fields(self)]

    @property
    def specificity(self) -> tuple[int, tuple[bool, ...]]:
        """How many conditions are named; then which ones, the earlier field first."""
        is_named = tuple(value is not None for _name, value in self.named())
        return sum(is_named), is_named


def most_specific(scopes: Sequence[Scope], ticket: Scope) -> int | None:
    """Return the place in `scopes` of the one that holds for `ticket` and names the most; None if none.

    Between two that name equally many, the first difference counts, in this order: category, queue,
    kind of ticket, kind of office, priority. No two levels have the same scope, so one always wins.
    """
    fitting = [place for place, scope in enumerate(scopes) if scope.holds_for(ticket)]
    return max(fitting, key=lambda place: scopes[place].specificity, default=None)


@dataclass(frozen=True)
class Level:
    """A promise in minutes of one calendar's working time; `warn_at` are per cent of each term."""

    calendar: WorkingCalendar
    first_response_minutes: int
    resolution_minutes: int
    next_response_minutes: int | None = None
    warn_at: tuple[int, ...] = ()


@dataclass(frozen=True)
class Moment:
    """Something happened at `at`; afterwards the clock stands (`is_paused`) or runs."""

    at: datetime
    is_paused: bool


@dataclass(frozen=True)
class Course:
    """What the deadlines of a ticket follow from, besides its level."""

    opened_at: datetime
    history: Sequence[Moment] = ()
    first_responded_at: datetime | None = None
    # The oldest message of the requester's side that nobody answered.
    unanswered_since: datetime | None = None


@dataclass(frozen=True)
class Term:
    """One promise to keep: its name, from when it counts, how many working minutes it has."""

    name: str
    counted_from: datetime
    minutes: int


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


def terms(level: Level, course: Course) -> Iterator[Term]:
    """The promises of `level` that a ticket has; a further response only once somebody waits for it."""
    yield Term(FIRST_RESPONSE, course.opened_at, level.first_response_minutes)
    if (
        course.first_responded_at
        and course.unanswered_since
        and level.next_response_minutes is not None
    ):
        yield Term(NEXT_RESPONSE, course.unanswered_since, level.next_response_minutes)
    yield Term(RESOLUTION, course.opened_at, level.resolution_minutes)


def deadlines(level: Level, course: Course) -> Mapping[str, Deadline]:
    """Return the deadlines by name; after the first response pauses no longer move the first one."""
    return {
        term.name: deadline(
            term.counted_from, term.minutes, level.calendar, _pauses_of(term, course)
        )
        for term in terms(level, course)
    }


def running(found: Mapping[str, Deadline], course: Course) -> str:
    """The name of the deadline that runs now: the first response until it came, then the nearest."""
    if course.first_responded_at is None:
        return FIRST_RESPONSE
    names = [name for name in found if name != FIRST_RESPONSE]
    return min(names, key=lambda name: found[name].due_at)


def warnings(level: Level, course: Course, name: str) -> Mapping[int, datetime]:
    """When each share of the deadline `name` is used up, by per cent; 100 is the deadline itself."""
    term = next(term for term in terms(level, course) if term.name == name)
    stopped = _pauses_of(term, course)
    return {
        share: deadline(
            term.counted_from, term.minutes * share // 100, level.calendar, stopped
        ).due_at
        for share in level.warn_at
    }


def took(level: Level, course: Course, until: datetime) -> int:
    """Minutes of working time from the opening until a moment, without the pauses before it."""
    stopped = [(begin, min(end, until)) for begin, end in pauses(course.history) if begin < until]
    return working_minutes(course.opened_at, until, level.calendar, stopped)


def _pauses_of(term: Term, course: Course) -> list[tuple[datetime, datetime]]:
    stopped = pauses(course.history)
    if term.name != FIRST_RESPONSE or course.first_responded_at is None:
        return stopped
    return [pause for pause in stopped if pause[0] < course.first_responded_at]
