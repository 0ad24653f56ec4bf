"""Working time, calendars and moves of deadlines in words."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby

from django import template
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from foundation.calendars.explanation import duration
from helpdesk.forms.durations import clock
from helpdesk.models import Calendar
from helpdesk.sla import FIRST_RESPONSE, NEXT_RESPONSE, RESOLUTION

register = template.Library()
register.filter("working_time", duration)

DAY = 24 * 60  # minutes
TARGETS = {
    FIRST_RESPONSE: _("first response"),
    NEXT_RESPONSE: _("further response"),
    RESOLUTION: _("resolution"),
}


@register.filter
def target(name: str) -> str | Promise:
    """The name of a deadline in words."""
    return TARGETS[name]


@register.filter
def shift(move: timedelta | None) -> str:
    """Calendar time with its direction: „+2 d 3 h”, „−45 min”; empty for None."""
    if move is None:
        return ""
    return ("+" if move > timedelta() else "\N{MINUS SIGN}") + distance(move)


@register.filter
def distance(move: timedelta) -> str:
    """How far, in either direction: „2 d 3 h”, „45 min”."""
    days, rest = divmod(abs(round(move.total_seconds() / 60)), DAY)
    if not days:
        return duration(rest)
    hours = rest // 60
    text = f"{days} d" + (f" {hours} h" if hours else "")
    return text.replace(" ", "\N{NO-BREAK SPACE}")


@register.filter
def week(calendar: Calendar) -> Sequence[str]:
    """The hours of a calendar, neighbouring days of equal hours joined: „pon.–pt. 7:30–15:30”."""
    days = list(enumerate(calendar.working.weekly))
    lines = []
    for windows, group in groupby(days, key=lambda day: day[1]):
        numbers = [number for number, _windows in group]
        if windows:
            first, last = str(WEEKDAYS_ABBR[numbers[0]]), str(WEEKDAYS_ABBR[numbers[-1]])
            name = first if len(numbers) == 1 else f"{first}–{last}"
            hours = ", ".join(f"{clock(w.opens)}–{clock(w.closes, is_end=True)}" for w in windows)
            lines.append(f"{name} {hours}")
    return lines
