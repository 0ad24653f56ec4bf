"""The three calendars that every installation starts with; supervisors change them and add others."""

from dataclasses import dataclass
from datetime import time

MONDAY_TO_FRIDAY, EVERY_DAY = range(5), range(7)


@dataclass(frozen=True)
class DefaultCalendar:
    slug: str
    name_pl: str
    name_en: str
    weekdays: range
    opens: time
    closes: time
    keeps_holidays: bool = True


DEFAULTS = (
    DefaultCalendar(
        "office", "godziny urzędowania", "office hours", MONDAY_TO_FRIDAY, time(7, 30), time(15, 30)
    ),
    DefaultCalendar(
        "extended", "wydłużone godziny", "extended hours", MONDAY_TO_FRIDAY, time(7), time(19)
    ),
    DefaultCalendar("always", "całą dobę", "day and night", EVERY_DAY, time(0), time(0), False),
)


def write_defaults(calendars) -> None:
    """Make those that are missing; `calendars` is the manager of Calendar, also a migration's."""
    for default in DEFAULTS:
        names = {"name_pl": default.name_pl, "name_en": default.name_en}
        calendar, is_new = calendars.get_or_create(
            slug=default.slug, defaults=names | {"keeps_holidays": default.keeps_holidays}
        )
        if is_new:
            for weekday in default.weekdays:
                calendar.windows.create(weekday=weekday, opens=default.opens, closes=default.closes)
