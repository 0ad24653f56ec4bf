"""The clock of a ticket: what is promised, and every stored moment, from level and history alone."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import prefetch_related_objects

from foundation.calendars.deadlines import Deadline
from foundation.calendars.working_time import WorkingCalendar
from helpdesk import sla
from helpdesk.level_setup import LevelSetup
from helpdesk.models import Calendar, Ticket

TARGETS = (sla.FIRST_RESPONSE, sla.NEXT_RESPONSE, sla.RESOLUTION)


def promise(ticket: Ticket, setup: LevelSetup | None = None) -> None:
    """Write down on `ticket` the service level that holds for it now, or none."""
    level = (setup or LevelSetup.read()).level_for(ticket)
    ticket.level = level
    ticket.calendar_id = level.calendar_id if level else None
    ticket.first_response_minutes = level.first_response_minutes if level else None
    ticket.next_response_minutes = level.next_response_minutes if level else None
    ticket.resolution_minutes = level.resolution_minutes if level else None
    ticket.warn_at = list(level.warn_at) if level else []


def set_clock(ticket: Ticket, calendar: WorkingCalendar | None = None) -> None:
    """Store on `ticket` what `clock_of` finds."""
    for name, value in clock_of(ticket, calendar).items():
        setattr(ticket, name, value)


def clock_of(ticket: Ticket, calendar: WorkingCalendar | None = None) -> dict[str, object]:
    """Every field of the clock of `ticket`; `calendar` spares reading it once more."""
    course = course_of(ticket)
    paused_at = sla.paused_since(course.history)
    nothing = dict.fromkeys([*(f"{name}_due_at" for name in TARGETS), "next_due_at"])
    nothing |= dict.fromkeys(("next_warning_at", "first_response_took", "resolution_took"))
    clock = nothing | {"paused_at": paused_at, "explained": {}}
    if ticket.calendar_id is None:
        return clock
    level = level_of(ticket, calendar or _working(ticket.calendar))
    found = sla.deadlines(level, course)
    clock |= {f"{name}_due_at": one.due_at for name, one in found.items()}
    clock["explained"] = {name: one.to_json() for name, one in found.items()}
    for name, at in (
        ("first_response", ticket.first_responded_at),
        ("resolution", ticket.resolved_at),
    ):
        clock[f"{name}_took"] = sla.took(level, course, at) if at else None
    if not paused_at:
        name = sla.running(found, course)
        clock["next_due_at"] = found[name].due_at
        clock["next_warning_at"] = _next_warning(ticket, level, course, name)
    return clock


def level_of(ticket: Ticket, calendar: WorkingCalendar) -> sla.Level:
    """What was promised for `ticket`, in plain values; `calendar` is the one it is counted in."""
    return sla.Level(
        calendar,
        ticket.first_response_minutes,
        ticket.resolution_minutes,
        ticket.next_response_minutes,
        tuple(ticket.warn_at),
    )


def course_of(ticket: Ticket) -> sla.Course:
    """The history of `ticket` in plain values."""
    events = sorted(ticket.events.all(), key=lambda event: event.pk)
    return sla.Course(
        opened_at=ticket.opened_at,
        history=[sla.Moment(event.at, event.is_clock_paused) for event in events],
        first_responded_at=ticket.first_responded_at,
        unanswered_since=ticket.unanswered_since,
    )


def warnings_left(
    ticket: Ticket, level: sla.Level, course: sla.Course, name: str
) -> Mapping[int, datetime]:
    """When to warn of the deadline `name`, by share, without what somebody was warned of."""
    term = next(term for term in sla.terms(level, course) if term.name == name)
    warned = {
        warning.share
        for warning in ticket.warnings.all()
        if (warning.target, warning.counted_from) == (name, term.counted_from)
    }
    moments = sla.warnings(level, course, name)
    return {share: at for share, at in moments.items() if share not in warned}


def deadlines_of(ticket: Ticket) -> Mapping[str, Deadline]:
    """The stored deadlines with their reasons, by name."""
    return {name: Deadline.from_json(data) for name, data in ticket.explained.items()}


def _working(calendar: Calendar) -> WorkingCalendar:
    """Its hours, read once where one act writes several events."""
    prefetch_related_objects([calendar], "windows", "closed_days")
    return calendar.working


def _next_warning(
    ticket: Ticket, level: sla.Level, course: sla.Course, name: str
) -> datetime | None:
    return min(warnings_left(ticket, level, course, name).values(), default=None)
