"""How long something takes, on the clock."""

from datetime import timedelta

from django.utils.translation import ngettext

NBSP = "\u00a0"


def span(length: timedelta) -> str:
    """Return „40 min”, „1 h 40 min”, from six hours on „7 h”, from a day on „2 dni”."""
    minutes = int(length.total_seconds() // 60)
    if minutes >= 24 * 60:
        days = minutes // (24 * 60)
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    hours, minutes = divmod(minutes, 60)
    if hours >= 6 or (hours and not minutes):
        return f"{hours}{NBSP}h"
    if hours:
        return f"{hours}{NBSP}h {minutes:02d}{NBSP}min"
    return f"{minutes}{NBSP}min"
