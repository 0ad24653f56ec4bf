"""Legal clocks, pure: calendar time without a pause, from moments to moments.

Hours are hours of the world, so a change of the clocks neither gives nor takes one. A month ends on the
day of the same number, or on the last day of a shorter month, at the same time of the wall clock; where
the wall clock shows that time twice or never, the earlier reading counts, so that nobody is told a
deadline later than the law's. Nights, weekends and holidays count like any other time.

All arithmetic is done in UTC: within one zone Python subtracts what the wall clock shows.
"""

import calendar
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

WARSAW = ZoneInfo("Europe/Warsaw")

# Hundredths of the time at which people are warned, once each.
WARNING_SHARES = (50, 80, 100)


def after_hours(start: datetime, hours: int) -> datetime:
    """The moment `hours` full hours after `start`, in UTC."""
    return start.astimezone(UTC) + timedelta(hours=hours)


def after_months(start: datetime, months: int) -> datetime:
    """The moment `months` calendar months after `start` by the clocks of Poland, in UTC."""
    local = start.astimezone(WARSAW).replace(fold=0)
    year, month = divmod(local.year * 12 + local.month - 1 + months, 12)
    day = min(local.day, calendar.monthrange(year, month + 1)[1])
    wall = local.replace(year=year, month=month + 1, day=day)
    return min(wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1))


def due_at(start: datetime | None, *, hours: int | None, months: int | None) -> datetime | None:
    """When a clock that began at `start` ends; None while `start` is not known."""
    if start is None:
        return None
    return after_hours(start, hours) if hours is not None else after_months(start, months or 0)


def share_used(start: datetime, end: datetime, now: datetime) -> int:
    """How much of the time has passed, in hundredths: 0 before it began, 100 from its end on."""
    start, end, now = (moment.astimezone(UTC) for moment in (start, end, now))
    if now >= end:
        return 100
    return max(0, int(100 * ((now - start) / (end - start))))


def warning_moments(start: datetime, end: datetime) -> Sequence[tuple[int, datetime]]:
    """When people are warned: (share in hundredths, moment), in order."""
    start = start.astimezone(UTC)
    whole = end.astimezone(UTC) - start
    return [(share, start + whole * share / 100) for share in WARNING_SHARES]


def next_warning(
    start: datetime, end: datetime, *, after_share: int
) -> tuple[int, datetime] | None:
    """The first warning beyond `after_share`, or None when all were given."""
    return next((moment for moment in warning_moments(start, end) if moment[0] > after_share), None)
