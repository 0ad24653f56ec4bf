"""What a session and an enrolment are in words: days, hours, free places, what happens next."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from training.models import Enrolment, Session
from training.states import EnrolmentState, SessionState

NBSP = "\N{NO-BREAK SPACE}"


def days(session: Session) -> str:
    """Return „2 grudnia”, „14–15 grudnia”, „30 listopada – 2 grudnia”; with the year unless it is this one."""
    if session.starts_at is None:
        return _("no date yet")
    first, last = timezone.localdate(session.starts_at), timezone.localdate(session.ends_at)
    year = "" if last.year == timezone.localdate().year else f" {last.year}"
    if first == last:
        text = _day(first)
    elif (first.year, first.month) == (last.year, last.month):
        text = f"{first.day}–{_day(last)}"
    else:
        text = f"{_day(first)} – {_day(last)}"
    return (text + year).replace(" ", NBSP)


def hours(session: Session) -> str:
    """Return „9:00–12:00” of the first meeting."""
    if session.starts_at is None:
        return ""
    meetings = list(session.meetings.all())
    first = meetings[0] if meetings else None
    return f"{_clock(first.starts)}–{_clock(first.ends)}" if first else ""


def length(minutes: int) -> str:
    """Return „1 h 30 min”, „45 min”, „6 h”."""
    whole, rest = divmod(minutes, 60)
    parts = [f"{whole}{NBSP}h"] if whole else []
    if rest or not whole:
        parts.append(f"{rest}{NBSP}min")
    return NBSP.join(parts)


def places(session: Session) -> str:
    """Return „wolne: 3 z 20 miejsc”, or that none is free and how many wait. Reads `with_seats`."""
    free = max(session.capacity - session.taken, 0)
    if free and not session.waiting:
        return ngettext(
            "%(free)s of %(capacity)s place is free",
            "%(free)s of %(capacity)s places are free",
            session.capacity,
        ) % {"free": free, "capacity": session.capacity}
    if not session.waiting:
        return _("no free places, there is a waiting list")
    return ngettext(
        "no free places, %(waiting)s person is waiting",
        "no free places, %(waiting)s people are waiting",
        session.waiting,
    ) % {"waiting": session.waiting}


def enrolment_status(session: Session, at: datetime) -> str:
    """Whether one can enrol now, else why not; in a row it stands where free places would."""
    if session.is_open_for_enrolment(at):
        return places(session)
    if session.state == SessionState.CANCELLED:
        return _("cancelled")
    if session.starts_at is None or session.starts_at <= at:
        return _("has begun")
    opens_at = session.registration_opens_at
    if session.state == SessionState.OPEN and opens_at and at < opens_at:
        return _("enrolment from %(day)s") % {"day": _moment(opens_at)}
    if session.state == SessionState.ANNOUNCED:
        return _("enrolment not open yet")
    return _("enrolment closed")


def seat_tone(session: Session, at: datetime) -> str:
    """The tone of `enrolment_status`: ok while places are free, warn when one would wait."""
    if session.state == SessionState.CANCELLED:
        return "bad"
    if not session.is_open_for_enrolment(at):
        return "quiet"
    return "ok" if session.taken < session.capacity and not session.waiting else "warn"


def enrolment_tone(state: str) -> str:
    tones = {
        EnrolmentState.CONFIRMED: "ok",
        EnrolmentState.ATTENDED: "ok",
        EnrolmentState.OFFERED: "warn",
        EnrolmentState.WAITING: "info",
    }
    return tones.get(state, "quiet")


def session_tone(state: str) -> str:
    tones = {
        SessionState.OPEN: "ok",
        SessionState.ANNOUNCED: "info",
        SessionState.RUNNING: "info",
        SessionState.CLOSED: "warn",
        SessionState.CANCELLED: "bad",
    }
    return tones.get(state, "quiet")


def what_happens_next(enrolment: Enrolment) -> str:
    """One sentence for the person; waiting reads `position` where `with_position` annotated it."""
    if enrolment.state == EnrolmentState.CONFIRMED:
        if enrolment.session.is_online:
            return _(
                "We remind you two days before. The way in opens 30 minutes before the meeting."
            )
        return _("We remind you two days before. The place and the hours are below.")
    if enrolment.state == EnrolmentState.WAITING:
        return _("When a place becomes free for you, we write to you and hold it until you answer.")
    if enrolment.state == EnrolmentState.OFFERED:
        return _("Confirm or decline. Without an answer the place passes to the next person.")
    if enrolment.state in (EnrolmentState.CANCELLED, EnrolmentState.DECLINED):
        return _("Nothing more to do. You can enrol again while enrolment is open.")
    return ""


def _day(day: date) -> str:
    return date_format(day, "j E")


def _clock(clock) -> str:
    return date_format(clock, "H:i")


def _moment(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j E, H:i")
