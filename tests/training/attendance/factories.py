"""Sessions that have taken place, for tests of attendance and certificates."""

from foundation.accounts.models import User
from tests.training.factories import make_enrolment, make_session
from training import actions
from training.attendance import Presence
from training.models import Course, Enrolment, Meeting, Objection, Session


def make_past_session(course: Course | None = None, **fields) -> Session:
    """One meeting of 180 minutes, ten days ago."""
    return make_session(course, days=-10, state=Session.State.DONE, **fields)


def record(meeting: Meeting, by: User, *said: tuple) -> int:
    """Each of `said` is an enrolment, a presence and, for a part, minutes."""
    presences = [Presence(enrolment.pk, *rest) for enrolment, *rest in said]
    return actions.record_attendance(meeting, by=by, presences=presences)


def make_attended(
    by: User, person: User | None = None, session: Session | None = None
) -> Enrolment:
    """One who was there for all of it; attendance is still open."""
    session = session or make_past_session()
    enrolment = make_enrolment(session, person)
    for meeting in session.meetings.all():
        record(meeting, by, (enrolment, "whole"))
    return enrolment


def make_certified(by: User, person: User | None = None) -> Enrolment:
    """One with a certificate."""
    enrolment = make_attended(by, person)
    actions.close_attendance(enrolment.session, by=by)
    enrolment.refresh_from_db()
    return enrolment


def make_log(session: Session, by: User, text: str = "Name,Email,Duration\nX,x@example.org,5\n"):
    meeting = session.meetings.first()
    meeting.session = session
    return actions.take_log(meeting, by=by, data=text.encode(), file_name="log.csv")


def make_objection(enrolment: Enrolment, words: str = "Byłam do końca.") -> Objection:
    meeting = enrolment.session.meetings.first()
    return actions.object_to_minutes(enrolment, by=enrolment.person, meeting=meeting, words=words)
