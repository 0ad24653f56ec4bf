"""How long an offered seat is held. Pure: moments in, a moment out."""

from datetime import datetime

from foundation.calendars.working_time import deadline

WORKING_MINUTES = 2 * 8 * 60


def offer_deadline(at: datetime, starts_at: datetime) -> datetime:
    """Two working days, but never more than half of the time that is left before the session."""
    return min(deadline(at, WORKING_MINUTES).due_at, at + (starts_at - at) / 2)
