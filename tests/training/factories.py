"""Courses, sessions and enrolments for tests; keywords override the defaults."""

from datetime import date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from django.utils import timezone

from foundation.accounts.models import Organisation, User
from tests.factories import make_membership
from training.models import Course, Enrolment, Meeting, Session
from training.states import EnrolmentState

WARSAW = ZoneInfo("Europe/Warsaw")
_numbers = count(100_001)  # always six digits: names sort in the order they were made


def make_course(**fields) -> Course:
    number = next(_numbers)
    defaults = {
        "slug": f"szkolenie-{number}",
        "title_pl": f"Kopie zapasowe, które da się odtworzyć {number}",
        "title_en": f"Backups that can be restored {number}",
        "summary_pl": "Jak zaplanować kopie zapasowe w urzędzie i sprawdzić, czy działają.",
        "outcomes_pl": "zaplanujesz kopie zapasowe\nodtworzysz dane po awarii",
        "length_minutes": 180,
    }
    return Course.objects.create(**defaults | fields)


def make_session(course: Course | None = None, *, days: int = 30, **fields) -> Session:
    """An open online session of one meeting, 9:00–12:00, `days` from today."""
    defaults = {
        "state": Session.State.OPEN,
        "capacity": 10,
        "joining_url": "https://spotkania.example/abc",
    }
    session = Session.objects.create(course=course or make_course(), **defaults | fields)
    add_meeting(session, timezone.localdate() + timedelta(days=days))
    return session


def make_two_ways(course: Course | None = None, *, on_site: int, online: int, **fields) -> Session:
    """An open session on site and online, with that many places for each."""
    where = {"place": Session.Place.BOTH, "venue": "Sala 5", "address": "Rynek 1, Dobra"}
    numbers = {"capacity": on_site, "online_capacity": online}
    return make_session(course, **where | numbers | fields)


def add_meeting(
    session: Session, on: date, starts: time = time(9), ends: time = time(12)
) -> Meeting:
    meeting = Meeting.objects.create(session=session, on=on, starts=starts, ends=ends)
    meetings = list(session.meetings.all())
    session.starts_at = min(m.starts_at for m in meetings)
    session.ends_at = max(m.ends_at for m in meetings)
    session.save()
    return meeting


def make_enrolment(
    session: Session | None = None,
    person: User | None = None,
    organisation: Organisation | None = None,
    **fields,
) -> Enrolment:
    """A row in a state, without asking the seat service."""
    if person is None:
        membership = make_membership(organisation=organisation)
        person, organisation = membership.user, membership.organisation
    session = session or make_session()
    organisation = organisation or person.memberships.get().organisation
    defaults = {"state": EnrolmentState.CONFIRMED, "way": session.ways[0]}
    if fields.get("state") == EnrolmentState.WAITING:
        defaults["waiting_since"] = timezone.now()
    return Enrolment.objects.create(
        session=session,
        person=person,
        organisation=organisation,
        **defaults | fields,
    )


def at(text: str) -> datetime:
    """A moment by the Warsaw clock, e.g. "2026-11-10 14:20"."""
    return datetime.fromisoformat(text).replace(tzinfo=WARSAW)
