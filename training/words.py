"""What a session and an enrolment are in words: days, hours, free places, what happens next."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from training.learning import Outline
from training.models import Certificate, Enrolment, Learning, Meeting, Session, WishRound
from training.models.placed import Seats
from training.states import EnrolmentState, SessionState, Way

NBSP = "\N{NO-BREAK SPACE}"


def days(session: Session) -> str:
    """Return „2 grudnia”, „14–15 grudnia”, „30 listopada – 2 grudnia”; with the year unless it is this one."""
    if session.starts_at is None:
        return _("no date yet")
    first, last = timezone.localdate(session.starts_at), timezone.localdate(session.ends_at)
    year = "" if last.year == timezone.localdate().year else f" {last.year}"
    return (_from_to(first, last) + year).replace(" ", NBSP)


def meeting_words(meeting: Meeting) -> str:
    """Return „16 listopada 2026, 09:00–11:00”."""
    return f"{date_format(meeting.on, 'j E Y')}, {_clock(meeting.starts)}–{_clock(meeting.ends)}"


def meetings_in_words(meetings: Iterable[Meeting]) -> str:
    """Return „24 grudnia 2026, 09:00–11:00; 25 grudnia 2026, 09:00–11:00”."""
    return "; ".join(meeting_words(meeting) for meeting in meetings)


def span(first: date, last: date) -> str:
    """Return „14–15 grudnia 2026”, „30 grudnia 2026 – 2 stycznia 2027”."""
    if first.year != last.year:
        return f"{date_format(first, 'j E Y')} – {date_format(last, 'j E Y')}"
    return f"{_from_to(first, last)} {last.year}"


def _from_to(first: date, last: date) -> str:
    if first == last:
        return _day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_day(last)}"
    return f"{_day(first)} – {_day(last)}"


def hours(session: Session) -> str:
    """Return „9:00–12:00” of the first meeting."""
    if session.starts_at is None:
        return ""
    meetings = list(session.meetings.all())
    first = meetings[0] if meetings else None
    return f"{_clock(first.starts)}–{_clock(first.ends)}" if first else ""


def in_one_line(text: str) -> str:
    """Return the lines of a text as „zaplanujesz kopie; odtworzysz dane”."""
    lines = (line.strip(" -–•.") for line in text.splitlines())
    return "; ".join(line for line in lines if line)


def length(minutes: int) -> str:
    """Return „1 h 30 min”, „45 min”, „6 h”."""
    whole, rest = divmod(minutes, 60)
    parts = [f"{whole}{NBSP}h"] if whole else []
    if rest or not whole:
        parts.append(f"{rest}{NBSP}min")
    return NBSP.join(parts)


def undrawn(session: Session) -> WishRound | None:
    """The round in which the session still has to draw; reads what `for_list` selected."""
    wish_round = getattr(session, "wish_round", None)
    return wish_round if wish_round and not wish_round.is_drawn else None


def wishes(session: Session, wish_round: WishRound) -> str:
    """Return „3 chętni, miejsca: 2, do 12 grudnia, 11:00; losowanie 13 grudnia”."""
    text = ngettext(
        "%(wishes)s wish, places: %(capacity)s, until %(until)s",
        "%(wishes)s wishes, places: %(capacity)s, until %(until)s",
        session.wishes,
    ) % {
        "wishes": session.wishes,
        "capacity": sum(session.places_for(way) for way in session.ways),
        "until": _moment(wish_round.wishes_until),
    }
    if wish_round.draw_on is None:
        return _("%(wishes)s; then a draw") % {"wishes": text}
    return _("%(wishes)s; draw on %(day)s") % {"wishes": text, "day": _day(wish_round.draw_on)}


def places(session: Session) -> str:
    """Return „wolne: 3 z 20 miejsc”, for each way where there are two, or how many wish. Reads `with_seats`."""
    if wish_round := undrawn(session):
        return wishes(session, wish_round)
    if session.has_two_ways:
        return "; ".join(f"{w.label}: {_free_or_waiting(seats)}" for w, seats in session.pools)
    return _free_or_waiting(session.seats_for(session.ways[0]))


def places_of_way(session: Session, way: Way) -> str:
    """Return „wolne: 3 z 20 miejsc” of one way; while wishes are collected, how many there are."""
    if undrawn(session):
        return ngettext("%(n)s place", "%(n)s places", session.places_for(way)) % {
            "n": session.places_for(way)
        }
    return _free_or_waiting(session.seats_for(way))


def _free_or_waiting(seats: Seats) -> str:
    if seats.has_free_place:
        return ngettext(
            "%(free)s of %(capacity)s place is free",
            "%(free)s of %(capacity)s places are free",
            seats.capacity,
        ) % {"free": seats.free, "capacity": seats.capacity}
    if not seats.waiting:
        return _("no free places, there is a waiting list")
    return ngettext(
        "no free places, %(waiting)s person is waiting",
        "no free places, %(waiting)s people are waiting",
        seats.waiting,
    ) % {"waiting": seats.waiting}


def enrolment_status(session: Session, at: datetime) -> str:
    """Whether one can enrol now, else why not; in a row it stands where free places would."""
    wish_round = undrawn(session)
    if session.is_open_for_enrolment(at) and wish_round and not wish_round.takes_wishes(at):
        return _("the places are being drawn")
    if session.is_open_for_enrolment(at):
        return places(session)
    if session.state == SessionState.CANCELLED:
        return _("cancelled")
    if session.ends_at and session.ends_at <= at:
        return _("is over")
    if session.starts_at is None or session.starts_at <= at:
        return _("has begun")
    opens_at = session.registration_opens_at
    if session.state == SessionState.OPEN and opens_at and at < opens_at:
        return _("enrolment from %(day)s") % {"day": _moment(opens_at)}
    if session.state == SessionState.ANNOUNCED:
        return _("enrolment not open yet")
    return _("enrolment closed")


def certificate_state(certificate: Certificate) -> str:
    """Whether it is valid; one that has run out attests a past fact."""
    if certificate.is_valid and certificate.has_run_out():
        return _("true, but its time has run out")
    return certificate.get_state_display()


NEXT = {
    EnrolmentState.REQUESTED: gettext_lazy(
        "The places are drawn when all wishes are in. Then we write to you."
    ),
    EnrolmentState.AWAITING_APPROVAL: gettext_lazy(
        "We write to you when your supervisor has answered. A wrong address? Cancel and enrol again."
    ),
    EnrolmentState.WAITING: gettext_lazy(
        "When a place becomes free for you, we write to you and hold it until you answer."
    ),
    EnrolmentState.OFFERED: gettext_lazy(
        "Confirm or decline. Without an answer the place passes to the next person."
    ),
    EnrolmentState.CANCELLED: gettext_lazy(
        "Nothing more to do. You can enrol again while enrolment is open."
    ),
    EnrolmentState.DECLINED: gettext_lazy(
        "Nothing more to do. You can enrol again while enrolment is open."
    ),
    EnrolmentState.ATTENDED: gettext_lazy("Thank you for taking part."),
    EnrolmentState.PARTLY_ATTENDED: gettext_lazy(
        "There is no certificate: you were there for too short a time."
    ),
}


def what_happens_next(enrolment: Enrolment, at: datetime) -> str:
    """A sentence or two for the person."""
    if enrolment.state != EnrolmentState.CONFIRMED:
        return str(NEXT.get(enrolment.state, ""))
    session = enrolment.session
    if session.ends_at and session.ends_at <= at:
        return _("The training is over. You hear from us when the list of attendance is closed.")
    if session.starts_at and session.starts_at <= at:
        return _("The training has begun.")
    if enrolment.is_online:
        return _("We remind you two days before. The way in opens 30 minutes before the meeting.")
    return _("We remind you two days before. The place and the hours are below.")


def _day(day: date) -> str:
    return date_format(day, "j E")


def _clock(clock) -> str:
    return date_format(clock, "H:i")


def _moment(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j E, H:i")


def enrolled_in_words(made: Sequence[Enrolment]) -> str:
    """Return „Osoby z miejscem: 37 z 40. 3 osoby czekają.”."""
    confirmed = sum(enrolment.is_confirmed for enrolment in made)
    waiting = len(made) - confirmed
    text = ngettext(
        "%(confirmed)s of %(n)s person has a place.",
        "%(confirmed)s of %(n)s people have a place.",
        len(made),
    ) % {"confirmed": confirmed, "n": len(made)}
    if not waiting:
        return text
    waits = ngettext("%(n)s person is waiting.", "%(n)s people are waiting.", waiting)
    return f"{text} {waits % {'n': waiting}}"


def learning_words(learning: Learning, outline: Outline) -> str:
    """Where somebody stands in a course at their own pace, and what comes next, in a sentence or two."""
    if learning.is_finished:
        return _("You have finished this course. The certificate is yours.")
    if not learning.is_ongoing:
        return _("All attempts at the test are used up. Begin anew and read the lessons once more.")
    if outline.next_step:
        return _("%(done)s of %(all)s lessons are done. Come back whenever you like.") % {
            "done": outline.done,
            "all": len(outline.steps),
        }
    return ngettext(
        "All lessons are done. You have %(n)s attempt at the test.",
        "All lessons are done. You have %(n)s attempts at the test.",
        outline.attempts_left,
    ) % {"n": outline.attempts_left}
