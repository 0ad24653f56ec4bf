"""A deadline in one sentence, in the language of the reader."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.calendars.deadlines import Deadline, Kind, Step
from foundation.calendars.working_time import WARSAW


def explain(deadline: Deadline, zone: ZoneInfo = WARSAW) -> str:
    """Return e.g. „start 14:20, przerwa 3 h 10 min, święto 11 listopada, termin 13 listopada 10:05”.

    Nights are not told, weekends are counted; the start carries its date when the deadline is on
    another day.
    """
    start, due = deadline.steps[0], deadline.steps[-1]
    between = deadline.steps[1:-1]
    parts = [_start(start, due, zone), *_opening(start, between, zone)]
    parts += [text for step in between if (text := _interruption(step, zone))]
    parts += _weekends(between)
    same_day = _day(start.at, zone) == _day(due.at, zone)
    parts.append(_("deadline %(when)s") % {"when": _when(due.at, zone, with_day=not same_day)})
    return ", ".join(parts)


def duration(minutes: int) -> str:
    """Return working minutes as „3 h 10 min”, „2 h” or „45 min”."""
    hours, rest = divmod(minutes, 60)
    texts = [f"{hours} h"] if hours else []
    if rest or not hours:
        texts.append(f"{rest} min")
    return "\N{NO-BREAK SPACE}".join(text.replace(" ", "\N{NO-BREAK SPACE}") for text in texts)


def _start(start: Step, due: Step, zone: ZoneInfo) -> str:
    same_day = _day(start.at, zone) == _day(due.at, zone)
    return _("start %(when)s") % {"when": _when(start.at, zone, with_day=not same_day)}


def _opening(start: Step, between: Sequence[Step], zone: ZoneInfo) -> list[str]:
    """When the clock really began, for what came in out of hours."""
    closed_until = start.at
    for step in between:
        if step.kind != Kind.PAUSE and step.at <= closed_until < step.until:
            closed_until = step.until
    if closed_until == start.at:
        return []
    same_day = _day(start.at, zone) == _day(closed_until, zone)
    return [_("counted from %(when)s") % {"when": _when(closed_until, zone, with_day=not same_day)}]


def _interruption(step: Step, zone: ZoneInfo) -> str:
    if step.kind == Kind.PAUSE and step.minutes:
        return _("pause %(duration)s") % {"duration": duration(step.minutes)}
    if step.kind == Kind.HOLIDAY:
        return _("public holiday %(day)s") % {"day": _date(step.at, zone)}
    if step.kind == Kind.CLOSED_DAY:
        return _("office closed %(day)s") % {"day": _date(step.at, zone)}
    return ""


def _weekends(between: Sequence[Step]) -> list[str]:
    count = sum(step.kind == Kind.WEEKEND for step in between)
    if not count:
        return []
    return [ngettext("%(count)s weekend", "%(count)s weekends", count) % {"count": count}]


def _day(moment: datetime, zone: ZoneInfo):
    return moment.astimezone(zone).date()


def _date(moment: datetime, zone: ZoneInfo) -> str:
    """Return „11 listopada”; the month in the genitive, as Polish dates have it."""
    return date_format(moment.astimezone(zone), "j E").replace(" ", "\N{NO-BREAK SPACE}")


def _when(moment: datetime, zone: ZoneInfo, *, with_day: bool) -> str:
    clock = moment.astimezone(zone).strftime("%H:%M")
    return f"{_date(moment, zone)} {clock}" if with_day else clock
