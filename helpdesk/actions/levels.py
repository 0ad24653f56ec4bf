"""Levels and calendars: saved at once, followed by the deadlines of open tickets as due work."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from foundation.accounts.models import User
from foundation.calendars.working_time import Window, WorkingCalendar
from helpdesk import permissions
from helpdesk.actions.clock import clock_of, promise
from helpdesk.actions.history import record
from helpdesk.level_setup import LevelSetup
from helpdesk.models import Calendar, Recomputation, ServiceLevel, Ticket, TicketEvent

BATCH = 200
Clock = Mapping[str, object]


@transaction.atomic
def save_level(level: ServiceLevel, *, by: User, at: datetime | None = None) -> ServiceLevel:
    """Keep a level, new or changed, and have open tickets reckoned anew."""
    _refuse_others(by)
    is_new = level.pk is None
    level.full_clean()
    level.save()
    log(level, "wagtail.create" if is_new else "wagtail.edit", user=by, title=str(level))
    ask_recomputation(str(level), by=by, at=at)
    return level


@transaction.atomic
def delete_level(level: ServiceLevel, *, by: User, at: datetime | None = None) -> None:
    """Take a level away; its tickets get the next fitting one, or none."""
    _refuse_others(by)
    log(level, "wagtail.delete", user=by, title=str(level), deleted=True)
    name = str(level)
    level.delete()
    ask_recomputation(name, by=by, at=at)


@transaction.atomic
def save_calendar(
    calendar: Calendar, *, working: WorkingCalendar, by: User, at: datetime | None = None
) -> Calendar:
    """Keep a calendar with the hours and closed days of `working`, and have open tickets follow."""
    _refuse_others(by)
    is_new = calendar.pk is None
    calendar.full_clean()
    calendar.save()
    calendar.windows.all().delete()
    calendar.closed_days.all().delete()
    for weekday, windows in enumerate(working.weekly):
        for window in windows:
            _add_window(calendar, weekday, window)
    for on, name in working.closed_days:
        calendar.closed_days.create(on=on, name=name)
    log(calendar, "wagtail.create" if is_new else "wagtail.edit", user=by, title=str(calendar))
    if not is_new:
        ask_recomputation(str(calendar), by=by, at=at)
    return calendar


@transaction.atomic
def delete_calendar(calendar: Calendar, *, by: User) -> None:
    """Take away a calendar that no level and no ticket needs."""
    _refuse_others(by)
    log(calendar, "wagtail.delete", user=by, title=str(calendar), deleted=True)
    try:
        calendar.delete()
    except ProtectedError as error:
        text = _("This calendar is needed: levels or tickets are counted in it.")
        raise ValidationError(text) from error


def ask_recomputation(because: str, *, by: User, at: datetime | None = None) -> Recomputation:
    """Write down that open tickets must follow; the worker does it."""
    at = at or timezone.now()
    return Recomputation.objects.create(
        because=because[:250],
        asked_by=by,
        asked_at=at,
        next_try_at=at,
        total=Ticket.objects.open().count(),
    )


def recompute_batch(work: Recomputation, *, at: datetime) -> int:
    """Bring the next tickets in order up to date and return how many; repeating it changes nothing."""
    setup = LevelSetup.read()
    keys = Ticket.objects.open().filter(pk__gt=work.last_ticket).order_by("pk")
    batch = list(keys.values_list("pk", flat=True)[:BATCH])
    moved = sum(_follow(key, setup, by=work.asked_by, at=at) for key in batch)
    work.done += len(batch)
    work.moved += moved
    if len(batch) < BATCH:
        work.mark_done()
    else:
        work.last_ticket, work.leased_until, work.next_try_at = batch[-1], None, at
    work.save()
    return len(batch)


@transaction.atomic
def _follow(key: int, setup: LevelSetup, *, by: User | None, at: datetime) -> bool:
    """Bring one ticket up to date; True when a deadline moved. Written down in its history."""
    locked = Ticket.objects.open().select_for_update(of=("self",))
    ticket = locked.filter(pk=key).prefetch_related("events", "warnings").first()
    if ticket is None:
        return False
    promised, before = ticket.level_id, ticket.next_due_at
    stored = _moments(ticket)
    promise(ticket, setup)
    clock = clock_of(ticket, setup.calendars.get(ticket.calendar_id))
    if all(clock[name] == moment for name, moment in stored.items()):
        if promised != ticket.level_id:
            ticket.save()
        return False
    after = clock["next_due_at"] or clock["resolution_due_at"]
    record(
        ticket,
        TicketEvent.Verb.DEADLINE,
        by=by,
        organisation=None,
        at=at,
        from_value=before.isoformat() if before else "",
        to_value=after.isoformat() if after else "",
    )
    return True


def _moments(ticket: Ticket) -> Clock:
    names = ("first_response_due_at", "next_response_due_at", "resolution_due_at")
    return {name: getattr(ticket, name) for name in (*names, "next_due_at", "next_warning_at")}


def _add_window(calendar: Calendar, weekday: int, window: Window) -> None:
    calendar.windows.create(weekday=weekday, opens=window.opens, closes=window.closes)


def _refuse_others(by: User) -> None:
    if not permissions.user_supervises(by):
        raise PermissionDenied
