"""The dates of the catalogue, a month at a time."""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from foundation.calendars.holidays import polish_holidays
from training.models import Meeting, Session
from training.states import BEFORE_START, SessionState

SHOWN = (*BEFORE_START, SessionState.RUNNING, SessionState.DONE)
FARTHEST = 24  # months from this one, either way


@dataclass(frozen=True)
class Day:
    """One day of the grid; days of the months beside it are there to fill the week and hold nothing."""

    on: date
    is_in_month: bool
    is_today: bool
    holiday: str
    meetings: Sequence[Meeting]


@dataclass(frozen=True)
class Month:
    """Whole weeks from Monday, and each session with a meeting in the month, by its beginning."""

    first: date
    weeks: Sequence[Sequence[Day]]
    sessions: Sequence[Session]
    earlier: date | None
    later: date | None


def month_of(text: str, *, today: date) -> date:
    """Return the first day of the month written as "2026-12"; nonsense and what is far away mean this month."""
    this = today.replace(day=1)
    try:
        first = date.fromisoformat(f"{text}-01").replace(day=1)
    except ValueError:
        return this
    return first if abs(_distance(first, this)) <= FARTHEST else this


def shown_sessions(user, *, topic: str = "", at: datetime | None = None) -> QuerySet[Session]:
    """What the calendar and its feeds show to `user`: neither drafts nor cancelled ones."""
    sessions = Session.objects.visible_to(user, at).filter(state__in=SHOWN)
    return sessions.filter(course__topics__slug=topic) if topic else sessions


def month(first: date, sessions: QuerySet[Session], *, today: date) -> Month:
    """The month that begins on `first`, of `sessions`; two queries."""
    after = _next(first)
    held = Meeting.objects.filter(on__gte=first, on__lt=after).values("session")
    rows = list(sessions.filter(pk__in=held).for_list().order_by("starts_at", "pk"))
    by_day = _by_day(rows)
    this = today.replace(day=1)
    return Month(
        first,
        [[_day(on, first, today, by_day) for on in week] for week in _weeks(first)],
        rows,
        earlier=_within((first - timedelta(days=1)).replace(day=1), this),
        later=_within(after, this),
    )


def next_after(first: date, sessions: QuerySet[Session]) -> date | None:
    """The first month after the one of `first` in which a session begins."""
    begin = timezone.make_aware(datetime.combine(_next(first), datetime.min.time()))
    moment = sessions.filter(starts_at__gte=begin).order_by("starts_at").values_list("starts_at")
    found = moment.first()
    return timezone.localdate(found[0]).replace(day=1) if found else None


def _by_day(sessions: Sequence[Session]) -> Mapping[date, Sequence[Meeting]]:
    days = defaultdict(list)
    for session in sessions:
        for meeting in session.meetings.all():
            meeting.session = session
            days[meeting.on].append(meeting)
    return {on: sorted(found, key=lambda m: (m.starts, m.pk)) for on, found in days.items()}


def _day(on: date, first: date, today: date, by_day: Mapping[date, Sequence[Meeting]]) -> Day:
    is_in_month = (on.year, on.month) == (first.year, first.month)
    language = "en" if get_language() == "en" else "pl"
    return Day(
        on,
        is_in_month,
        on == today,
        polish_holidays(on.year, language).get(on, "") if is_in_month else "",
        by_day.get(on, []) if is_in_month else [],
    )


def _weeks(first: date) -> Sequence[Sequence[date]]:
    return Calendar().monthdatescalendar(first.year, first.month)


def _next(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _distance(first: date, this: date) -> int:
    return (first.year - this.year) * 12 + first.month - this.month


def _within(first: date, this: date) -> date | None:
    return first if abs(_distance(first, this)) <= FARTHEST else None
