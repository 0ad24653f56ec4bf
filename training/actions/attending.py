"""Who was there: recorded by meeting, closed once, corrected as often as needed."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from training.actions.certifying import certify
from training.actions.surveying import invite_to_survey
from training.attendance import Presence, outcome, planned_minutes
from training.models import Attendance, Enrolment, Meeting, Session, SessionEvent
from training.permissions import may_see_participants
from training.seats import locked, move, note_event
from training.states import LISTED, EnrolmentVerb, SessionVerb
from training.words import meeting_words


def record_attendance(
    meeting: Meeting,
    *,
    by: User,
    presences: Sequence[Presence],
    source: Attendance.Source = Attendance.Source.LIST,
    at: datetime | None = None,
) -> int:
    """Write down who was at a meeting; return how many lines changed.

    Once attendance is closed this is a correction: state and certificate follow. Raises ValidationError
    before the meeting has begun, or for minutes that it does not have.
    """
    at = at or timezone.now()
    check_records(meeting.session, by=by)
    with transaction.atomic():
        session = locked(meeting.session)
        meeting = session.meetings.get(pk=meeting.pk)
        _check_has_begun(session, meeting, at)
        people = _listed(session, [presence.enrolment_id for presence in presences])
        changed = [
            people[presence.enrolment_id]
            for presence in presences
            if presence.enrolment_id in people
            and write_line(people[presence.enrolment_id], meeting, presence, source, by=by, at=at)
        ]
        if session.attendance_closed_at:
            _settle(changed, session, by=by, at=at)
    return len(changed)


def close_attendance(session: Session, *, by: User, at: datetime | None = None) -> int:
    """Say that the lists are complete: everybody's state becomes known and certificates go out.

    Returns how many certificates. Raises ValidationError while somebody is missing on a list.
    """
    at = at or timezone.now()
    check_records(session, by=by)
    with transaction.atomic():
        session = locked(session)
        if session.attendance_closed_at:
            raise ValidationError(
                _("Attendance is already closed; a correction is still possible.")
            )
        if (
            session.ends_at is None
            or session.ends_at > at
            or session.state == session.State.CANCELLED
        ):
            raise ValidationError(_("Attendance can be closed when the last meeting is over."))
        people = list(_listed(session).values())
        _check_is_complete(session, people)
        session.attendance_closed_at = at
        session.save(update_fields=["attendance_closed_at"])
        SessionEvent.objects.create(session=session, actor=by, verb=SessionVerb.LIST_CLOSED, at=at)
        certified = _settle(people, session, by=by, at=at)
        invite_to_survey(people)
    return certified


def _settle(people: Sequence[Enrolment], session: Session, *, by: User, at: datetime) -> int:
    """Bring states and certificates in line with the minutes; return how many certificates are valid."""
    prefetch_related_objects([session], "meetings", "trainers")
    prefetch_related_objects(people, "attendance")
    planned = planned_minutes(session.meetings.all())
    certified = 0
    for enrolment in people:
        enrolment.session = session
        minutes = sum(row.minutes for row in enrolment.attendance.all())
        state = outcome(minutes, planned=planned, percent=session.course.presence_percent)
        if enrolment.state != state:
            move(enrolment, state, EnrolmentVerb.ATTENDANCE, by=by, at=at)
        certified += certify(enrolment, by=by, at=at) is not None
    return certified


def write_line(
    enrolment: Enrolment,
    meeting: Meeting,
    presence: Presence,
    source: Attendance.Source,
    *,
    by: User,
    at: datetime,
) -> bool:
    """Write one line and note it; False when it says what was known already."""
    minutes = _minutes(presence, meeting)
    row = Attendance.objects.filter(enrolment=enrolment, meeting=meeting).first()
    if row and (row.presence, row.minutes) == (presence.kind, minutes):
        return False
    row = row or Attendance(enrolment=enrolment, meeting=meeting)
    row.presence, row.minutes, row.source = presence.kind, minutes, source
    row.recorded_by, row.recorded_at = by, at
    row.full_clean()
    row.save()
    note = f"{meeting_words(meeting)}: {row.get_presence_display()}, {minutes} min"
    verb = EnrolmentVerb.ATTENDANCE
    note_event(enrolment, verb, by=by, before=enrolment.state, at=at, note=note)
    return True


def _minutes(presence: Presence, meeting: Meeting) -> int:
    if presence.kind == Attendance.Presence.WHOLE:
        return meeting.minutes
    if presence.kind == Attendance.Presence.ABSENT:
        return 0
    if not 0 < presence.minutes < meeting.minutes:
        raise ValidationError(
            _("Part of this meeting is between 1 and %(most)s minutes.")
            % {"most": meeting.minutes - 1}
        )
    return presence.minutes


def _listed(session: Session, only: Sequence[int] | None = None) -> dict[int, Enrolment]:
    """Those who had a seat, by key; where `only` is given, just these."""
    people = session.enrolments.filter(state__in=LISTED).select_related("person", "organisation")
    if only is not None:
        people = people.filter(pk__in=only)
    return {enrolment.pk: enrolment for enrolment in people}


def check_records(session: Session, *, by: User) -> None:
    """Raise PermissionDenied unless `by` may write down who was there."""
    if not may_see_participants(by, session):
        raise PermissionDenied(_("Only the trainer and organisers record attendance."))


def _check_has_begun(session: Session, meeting: Meeting, at: datetime) -> None:
    if session.state in (Session.State.DRAFT, Session.State.CANCELLED):
        raise ValidationError(_("This session does not take place."))
    if meeting.starts_at > at:
        raise ValidationError(_("Attendance is recorded from the beginning of the meeting."))


def _check_is_complete(session: Session, people: Sequence[Enrolment]) -> None:
    expected = len(people) * session.meetings.count()
    missing = expected - Attendance.objects.filter(enrolment__in=people).count()
    if missing:
        raise ValidationError(
            _("The lists are not complete: lines without an entry: %(missing)s.")
            % {"missing": missing}
        )
