"""A code shown in an online meeting: whoever types it in was there; who cannot, says so."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from training.actions.attending import check_records, write_line
from training.attendance import Presence
from training.codes import plain
from training.models import Attendance, CodeAnswer, Enrolment, Meeting, MeetingCode
from training.seats import locked, locked_enrolment
from training.states import LISTED

SHOWN_FOR = timedelta(minutes=10)
MOST_WRONG = 5  # answers of one person to one code: nobody guesses it


def show_code(meeting: Meeting, *, by: User, at: datetime | None = None) -> MeetingCode:
    """A code for the next ten minutes; while one is shown, the same again.

    Raises ValidationError while the meeting is not going on.
    """
    check_records(meeting.session, by=by)
    at = at or timezone.now()
    with transaction.atomic():
        session = locked(meeting.session)
        meeting = session.meetings.get(pk=meeting.pk)
        if not meeting.starts_at <= at < meeting.ends_at or session.attendance_closed_at:
            raise ValidationError(_("A code is shown while the meeting is going on."))
        if known := meeting.codes.open(at).first():
            return known
        return MeetingCode.objects.create(
            meeting=meeting, shown_at=at, until=at + SHOWN_FOR, shown_by=by
        )


def answer_code(
    enrolment: Enrolment, *, by: User, typed: str, at: datetime | None = None
) -> CodeAnswer:
    """Type in the code: the right one records the meeting, unless something stands there already.

    A wrong one is kept and counted; after five nothing more is taken for this code.
    """
    at = at or timezone.now()
    with transaction.atomic():
        enrolment, code = _to_answer(enrolment, by=by, at=at)
        wrong = code.answers.filter(enrolment=enrolment, kind=CodeAnswer.Kind.WRONG).count()
        if wrong >= MOST_WRONG:
            raise ValidationError(_("Too many wrong codes. Tell the trainer: they note you down."))
        is_right = plain(typed) == code.code
        kind = CodeAnswer.Kind.RIGHT if is_right else CodeAnswer.Kind.WRONG
        answer = CodeAnswer.objects.create(code=code, enrolment=enrolment, kind=kind, at=at)
        if is_right and not enrolment.attendance.filter(meeting=code.meeting).exists():
            presence = Presence(enrolment.pk, Attendance.Presence.WHOLE)
            source = Attendance.Source.CODE
            write_line(enrolment, code.meeting, presence, source, by=by, at=at)
    return answer


def cannot_answer(
    enrolment: Enrolment, *, by: User, note: str, at: datetime | None = None
) -> CodeAnswer:
    """Say that one is here and cannot type the code in; the trainer decides on the list."""
    at = at or timezone.now()
    with transaction.atomic():
        enrolment, code = _to_answer(enrolment, by=by, at=at)
        answer = code.answers.filter(enrolment=enrolment, kind=CodeAnswer.Kind.CANNOT).first()
        answer = answer or CodeAnswer(code=code, enrolment=enrolment, kind=CodeAnswer.Kind.CANNOT)
        answer.note, answer.at = note, at
        answer.full_clean()
        answer.save()
    return answer


def _to_answer(enrolment: Enrolment, *, by: User, at: datetime) -> tuple[Enrolment, MeetingCode]:
    """The enrolment, locked, and the code that is shown now in its session."""
    if by.pk != enrolment.person_id:
        raise PermissionDenied(_("Only the person themselves can answer."))
    enrolment = locked_enrolment(enrolment)
    if enrolment.state not in LISTED:
        raise ValidationError(_("You have no place in this session."))
    if not enrolment.is_online:
        raise ValidationError(_("This code is for those who take part online."))
    shown = MeetingCode.objects.open(at).filter(meeting__session=enrolment.session)
    code = shown.select_related("meeting").first()
    if code is None:
        raise ValidationError(_("No code is shown now. Its time may have run out."))
    return enrolment, code
