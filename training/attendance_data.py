"""What people wrote and what logs named about attendance: shown to them, erased, forgotten in time."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.accounts.personal_data import Erasure, PersonalData
from training.models import CodeAnswer, EnrolmentAnswer, MeetingLog, MeetingLogLine, Objection, Scan

LOGS_KEPT = timedelta(days=180)  # longer than anybody may object


def attendance_data(user: User) -> Sequence[PersonalData]:
    objections = Objection.objects.filter(enrolment__person=user)
    answers = EnrolmentAnswer.objects.filter(enrolment__person=user).select_related("question")
    notes = CodeAnswer.objects.filter(enrolment__person=user).exclude(note="")
    scans = Scan.objects.filter(enrolment__person=user)
    lines = MeetingLogLine.objects.filter(enrolment__person=user)
    return [
        PersonalData(_("Answers to questions of organisers"), [str(one) for one in answers]),
        PersonalData(_("Objections to attendance"), [one.words for one in objections]),
        PersonalData(_("Why a code could not be typed in"), [one.note for one in notes]),
        PersonalData(_("Codes read at the door"), [f"{one.scanned_at:%Y-%m-%d}" for one in scans]),
        PersonalData(_("Lines in logs of meetings"), [f"{one.name} {one.email}" for one in lines]),
    ]


def erase_attendance(user: User) -> Sequence[Erasure]:
    """Words and names go; the minutes stay with the enrolment, without a name."""
    answers, _rows = EnrolmentAnswer.objects.filter(enrolment__person=user).delete()
    objections = Objection.objects.filter(enrolment__person=user).update(words="–", answer="")
    CodeAnswer.objects.filter(enrolment__person=user).update(note="")
    named = MeetingLogLine.objects.filter(enrolment__person=user)
    lines = named.update(name="", email="")
    return [
        Erasure(_("Answers to questions of organisers"), answers, 0),
        Erasure(_("Objections to attendance"), objections, 0),
        Erasure(_("Lines in logs of meetings"), lines, 0),
    ]


def forget_meeting_logs(*, at: datetime) -> None:
    """Logs name strangers too: once nobody can object any more they go, the minutes stay."""
    MeetingLog.objects.filter(taken_at__lt=at - LOGS_KEPT).delete()
