"""What organisers do with a session."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from training import telling
from training.models import (
    Attendance,
    Course,
    EditionNotice,
    Meeting,
    Session,
    SessionEvent,
)
from training.permissions import may_organise
from training.places import divide_places, places_by_way
from training.seats import close_open_questions, locked, move, note_event, promote
from training.states import (
    BEFORE_START,
    CAN_CANCEL,
    EnrolmentState,
    EnrolmentVerb,
    SessionVerb,
    Way,
)

# Seats depend on them: they change by `change_capacity` alone.
NUMBERS = ("capacity", "online_capacity")


@dataclass(frozen=True, order=True)
class MeetingTimes:
    """One meeting by the clock on the wall."""

    on: date
    starts: time
    ends: time


def plan_session(
    course: Course,
    *,
    by: User,
    details: Mapping[str, object],
    meetings: Sequence[MeetingTimes],
    at: datetime | None = None,
) -> Session:
    """Make a draft session from values by field name, with its meetings."""
    check_organises(by=by)
    with transaction.atomic():
        session = Session(course=course)
        _set(session, details)
        _save(session, details)
        _replace_meetings(session, meetings)
        for way in session.ways:
            note(session, SessionVerb.PLANNED, by=by, at=at, way=way, after=session.places_for(way))
    return session


def change_session(
    session: Session,
    *,
    by: User,
    details: Mapping[str, object],
    meetings: Sequence[MeetingTimes],
    added_places: int | None = None,
    at: datetime | None = None,
) -> Session:
    """Change what a session is; who has a seat or waits for one is told when time or place moved.

    The number of places has an action of its own, because seats depend on it; only a second way of taking
    part gets its `added_places` here.
    """
    check_organises(by=by)
    at = at or timezone.now()
    with transaction.atomic():
        session = locked(session)
        check_not_over(session)
        before, places_before = _told(session), dict(places_by_way(session))
        _set(session, {name: value for name, value in details.items() if name not in NUMBERS})
        divide_places(session, places_before, added_places)
        _save(session, details)
        _note_places(session, places_before, by=by, at=at)
        _replace_meetings(session, meetings)
        if session.state != Session.State.DRAFT:
            _check_is_complete(session, at)
        if (after := _told(session)) != before:
            note(session, SessionVerb.CHANGED, by=by, at=at)
            moved = [way for way, told in after.items() if told != before.get(way)]
            _tell_of_change(session, moved, by=by, at=at)
    return session


def announce_session(session: Session, *, by: User, at: datetime | None = None) -> Session:
    """Show a draft session in the catalogue; enrolment is not open yet."""
    return _change_state(
        session, Session.State.ANNOUNCED, SessionVerb.ANNOUNCED, {Session.State.DRAFT}, by=by, at=at
    )


def open_session(session: Session, *, by: User, at: datetime | None = None) -> Session:
    """Open enrolment; what became free meanwhile goes to those who wait."""
    from_states = {Session.State.DRAFT, Session.State.ANNOUNCED, Session.State.CLOSED}
    return _change_state(session, Session.State.OPEN, SessionVerb.OPENED, from_states, by=by, at=at)


def close_session(session: Session, *, by: User, at: datetime | None = None) -> Session:
    """Take no new enrolments; the waiting list still moves up."""
    return _change_state(
        session, Session.State.CLOSED, SessionVerb.CLOSED, {Session.State.OPEN}, by=by, at=at
    )


def cancel_session(
    session: Session, *, by: User, reason: str, at: datetime | None = None
) -> Session:
    """Cancel a session and every enrolment in it, and tell everybody why."""
    check_organises(by=by)
    at = at or timezone.now()
    with transaction.atomic():
        session = locked(session)
        if session.state not in (Session.State.DRAFT, *BEFORE_START):
            raise ValidationError(_("Only a session that has not begun can be cancelled."))
        session.state = Session.State.CANCELLED
        session.save(update_fields=["state"])
        note(session, SessionVerb.CANCELLED, by=by, at=at, note=reason)
        for enrolment in session.enrolments.filter(state__in=CAN_CANCEL).select_related("person"):
            enrolment.session = session
            _cancel_with_session(enrolment, by=by, reason=reason, at=at)
    return session


def _change_state(
    session: Session,
    state: Session.State,
    verb: SessionVerb,
    allowed: set[Session.State],
    *,
    by: User,
    at: datetime | None,
) -> Session:
    check_organises(by=by)
    at = at or timezone.now()
    with transaction.atomic():
        session = locked(session)
        if session.state not in allowed:
            raise ValidationError(
                _("This cannot be done while the session is: %(state)s.")
                % {"state": session.get_state_display()}
            )
        _check_is_complete(session, at)
        session.state = state
        session.save(update_fields=["state"])
        note(session, verb, by=by, at=at)
        if verb != SessionVerb.CLOSED:
            EditionNotice.objects.waiting().filter(course=session.course).update(session=session)
        promote(session, at=at)
    return session


def _cancel_with_session(enrolment, *, by: User, reason: str, at: datetime) -> None:
    was_confirmed = enrolment.is_confirmed
    close_open_questions(enrolment, at=at)
    if was_confirmed:
        enrolment.sequence += 1
        enrolment.save(update_fields=["sequence"])
    verb = EnrolmentVerb.SESSION_CANCELLED
    move(enrolment, EnrolmentState.CANCELLED, verb, by=by, at=at, reason=reason)
    telling.cancelled(enrolment, was_confirmed=was_confirmed, by_organiser=True, at=at)


def _tell_of_change(session: Session, ways: Sequence[Way], *, by: User, at: datetime) -> None:
    for enrolment in session.enrolments.current().filter(way__in=ways).select_related("person"):
        enrolment.session = session
        enrolment.sequence += 1
        enrolment.save(update_fields=["sequence"])
        verb = EnrolmentVerb.SESSION_CHANGED
        note_event(enrolment, verb, by=by, before=enrolment.state, at=at)
        telling.changed(enrolment, at=at)


def _told(session: Session) -> Mapping[Way, tuple]:
    """What the invitation says, by way of taking part: when any of it changes, an update goes out."""
    meetings = list(session.meetings.values_list("on", "starts", "ends"))
    where = {
        Way.ON_SITE: (session.venue, session.address),
        Way.ONLINE: (session.joining_url,),
    }
    return {way: (*where[way], meetings) for way in session.ways}


def _set(session: Session, details: Mapping[str, object]) -> None:
    for name, value in details.items():
        if name != "trainers":
            setattr(session, name, value)


def _save(session: Session, details: Mapping[str, object]) -> None:
    session.full_clean()
    session.save()
    if "trainers" in details:
        session.trainers.set(details["trainers"])


def _note_places(session: Session, before: Mapping[Way, int], *, by: User, at: datetime) -> None:
    """A line in the history for each way that is new, with the places it has or took over."""
    now = places_by_way(session)
    verb = SessionVerb.TAKEN_OVER if before.keys().isdisjoint(now) else SessionVerb.CAPACITY
    for way, places in now.items():
        if way not in before:
            note(session, verb, by=by, at=at, way=way, after=places)


def _replace_meetings(session: Session, meetings: Sequence[MeetingTimes]) -> None:
    """Those that stay as they are keep their row, and with it who was there."""
    planned = sorted(meetings)
    if not planned:
        raise ValidationError(_("A session needs at least one meeting."))
    known = {MeetingTimes(m.on, m.starts, m.ends): m for m in session.meetings.all()}
    gone = [row.pk for times, row in known.items() if times not in planned]
    if Attendance.objects.filter(meeting__in=gone).exists():
        raise ValidationError(_("Attendance is recorded for a meeting that you change."))
    session.meetings.filter(pk__in=gone).delete()
    rows = [known.pop(m, None) or _new_meeting(session, m) for m in planned]
    session.starts_at, session.ends_at = rows[0].starts_at, max(row.ends_at for row in rows)
    session.save(update_fields=["starts_at", "ends_at"])


def _new_meeting(session: Session, times: MeetingTimes) -> Meeting:
    meeting = Meeting(session=session, on=times.on, starts=times.starts, ends=times.ends)
    meeting.full_clean()
    meeting.save()
    return meeting


def check_organises(*, by: User) -> None:
    """Raise PermissionDenied for everybody who does not organise training."""
    if not may_organise(by):
        raise PermissionDenied(_("Only organisers of training can do this."))


def check_not_over(session: Session) -> None:
    if session.state in (Session.State.DONE, Session.State.CANCELLED):
        raise ValidationError(_("This session is over: nothing can be changed."))


def _check_is_complete(session: Session, at: datetime) -> None:
    """What people must know before they enrol."""
    if session.starts_at is None or session.starts_at <= at:
        raise ValidationError(_("The first meeting must be in the future."))
    if session.is_online and not session.joining_url:
        raise ValidationError(_("An online session needs its joining address first."))
    if session.is_on_site and not session.venue:
        raise ValidationError(_("A session on site needs its venue first."))


def note(session: Session, verb: SessionVerb, *, by: User, at: datetime | None, **fields) -> None:
    """Add a line to the history of a session."""
    SessionEvent.objects.create(
        session=session, actor=by, verb=verb, at=at or timezone.now(), **fields
    )
