"""Meetings on days when offices are closed by law."""

from collections.abc import Sequence

from foundation.calendars.holidays import polish_holidays
from training.models import Meeting, Session

SUNDAY = 6


def meetings_on_days_off(session: Session) -> Sequence[Meeting]:
    """Those on a Sunday or a public holiday of Poland."""
    return [
        meeting
        for meeting in session.meetings.all()
        if meeting.on.weekday() == SUNDAY or meeting.on in polish_holidays(meeting.on.year)
    ]
