"""Conferences and talks for tests."""

from datetime import time

from tests.training.factories import make_course, make_session
from training.models import Course, Session, Talk


def make_conference(**fields) -> Session:
    """One day, 9:00–12:00."""
    return make_session(make_course(kind=Course.Kind.CONFERENCE), **fields)


def make_talk(session: Session, starts: int = 9, ends: int = 10, **fields) -> Talk:
    """A talk on the first day of the conference, from and to whole hours."""
    defaults = {"title_pl": "Kopie w praktyce", "on": session.meetings.all()[0].on}
    return Talk.objects.create(
        session=session, starts=time(starts), ends=time(ends), **defaults | fields
    )
