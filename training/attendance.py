"""From minutes to what they amount to. Pure: numbers in, a state out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from training.states import EnrolmentState

OBJECTIONS_FOR = timedelta(days=14)


@dataclass(frozen=True)
class Presence:
    """What is said of one enrolment at one meeting; `minutes` counts only for a part of it."""

    enrolment_id: int
    kind: str
    minutes: int = 0

    @classmethod
    def of_minutes(cls, enrolment_id: int, minutes: int, *, whole: int) -> "Presence":
        """What so many of the meeting's `whole` minutes are."""
        if minutes <= 0:
            return cls(enrolment_id, "absent")
        if minutes >= whole:
            return cls(enrolment_id, "whole")
        return cls(enrolment_id, "part", minutes)


def objections_until(session) -> datetime | None:
    """The last moment to object: two weeks after attendance was closed; None while it is open."""
    closed_at = session.attendance_closed_at
    return closed_at + OBJECTIONS_FOR if closed_at else None


def takes_objections(session, at: datetime) -> bool:
    until = objections_until(session)
    return until is None or at <= until


def outcome(minutes: int, *, planned: int, percent: int) -> EnrolmentState:
    """Attended when at least `percent` hundredths of the planned minutes were."""
    if minutes <= 0:
        return EnrolmentState.ABSENT
    if minutes * 100 >= planned * percent:
        return EnrolmentState.ATTENDED
    return EnrolmentState.PARTLY_ATTENDED


def planned_minutes(meetings: Sequence) -> int:
    """Minutes of all meetings of a session together."""
    return sum(meeting.minutes for meeting in meetings)
