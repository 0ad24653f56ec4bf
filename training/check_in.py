"""What a code read at the door amounts to. Pure: moments in, minutes out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from training.attendance import Presence
from training.models import Attendance, Meeting

DOOR_OPENS = timedelta(minutes=60)  # before the meeting
LATE_AFTER = timedelta(minutes=15)  # a queue at the door takes nothing from anybody


@dataclass(frozen=True)
class ScanSaid:
    """What a device says of one scan: an id it made up, the code, and its own clock."""

    client_id: UUID
    code: str
    scanned_at: datetime


def is_time_of(meeting: Meeting, scanned_at: datetime) -> bool:
    return meeting.starts_at - DOOR_OPENS <= scanned_at < meeting.ends_at


def presence_of(enrolment_id: int, meeting: Meeting, scanned_at: datetime) -> Presence:
    """The whole meeting, or for who came late what was left of it."""
    if scanned_at <= meeting.starts_at + LATE_AFTER:
        return Presence(enrolment_id, Attendance.Presence.WHOLE)
    left = int((meeting.ends_at - scanned_at).total_seconds()) // 60
    return Presence(enrolment_id, Attendance.Presence.PART, max(left, 1))
