"""What the page of an enrolment shows of attendance."""

from collections.abc import Sequence
from datetime import datetime

from training.attendance import objections_until, takes_objections
from training.forms.objections import CannotForm, ObjectionForm
from training.models import Attendance, Enrolment, MeetingCode
from training.surveys import takes_answers


def own_attendance(enrolment: Enrolment, user, now: datetime) -> dict[str, object]:
    """Minutes, objections and, for the person alone, what they can do about them."""
    is_own = enrolment.person_id == user.pk
    rows = list(enrolment.attendance.select_related("meeting"))
    session = enrolment.session
    return {
        "attendance": rows,
        "was_there": any(row.minutes for row in rows),
        "objections": enrolment.objections.select_related("meeting", "decided_by"),
        "objections_until": objections_until(session),
        "may_object": is_own and bool(rows) and takes_objections(session, now),
        "objection_form": ObjectionForm(enrolment=enrolment),
        "code_shown": is_own and enrolment.is_online and _code_is_open(enrolment, rows, now),
        "survey_is_open": is_own and _is_asked(enrolment, now),
        "cannot_form": CannotForm(),
    }


def _code_is_open(enrolment: Enrolment, rows: Sequence[Attendance], now: datetime) -> bool:
    """Does the trainer show a code that the person has not typed in yet?"""
    noted = [row.meeting_id for row in rows if row.minutes]
    codes = MeetingCode.objects.open(now).filter(meeting__session=enrolment.session)
    return codes.exclude(meeting__in=noted).exists()


def _is_asked(enrolment: Enrolment, now: datetime) -> bool:
    """May the person still answer the survey?"""
    invitation = getattr(enrolment, "survey_invitation", None)
    is_asked = invitation is not None and not invitation.has_answered
    return is_asked and takes_answers(enrolment.session, now)
