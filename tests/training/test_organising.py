from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from icalendar import Calendar

from foundation.mailing.models import MailPart, OutgoingMail
from tests.cast import Cast
from tests.training.factories import at, make_course, make_enrolment, make_session
from training.actions import (
    cancel_enrolment,
    cancel_session,
    change_capacity,
    change_session,
    close_session,
    enrol,
    open_session,
    plan_session,
)
from training.actions.organising import MeetingTimes
from training.integrity import integrity_checks
from training.models import Enrolment, Session
from training.offers import offer_deadline
from training.states import EnrolmentState
from training.sweeps import advance_sessions, expire_offers, send_reminders

DETAILS = {"capacity": 20, "place": "online", "joining_url": "https://spotkania.example/x"}


def times(days: int, starts: int = 9) -> MeetingTimes:
    on = timezone.localdate() + timedelta(days=days)
    return MeetingTimes(on, time(starts), time(starts + 3))


def calendars(person) -> list[tuple[str, str, int, str]]:
    """(MIME type, METHOD, SEQUENCE, UID) of every calendar part sent to a person, in order."""
    found = []
    for part in MailPart.objects.filter(mail__recipient=person.email).order_by("pk"):
        calendar = Calendar.from_ical(bytes(part.body))
        event = calendar.walk("VEVENT")[0]
        found.append((part.content_type, calendar["method"], event["sequence"], str(event["uid"])))
    return found


def enrolled(cast: Cast, session: Session) -> Enrolment:
    return enrol(session, person=cast.trainee, organisation=cast.office, by=cast.trainee)


@pytest.mark.fault("H4")
@pytest.mark.fault("H2")
def test_a_changed_time_goes_out_with_a_higher_sequence(cast: Cast) -> None:
    """Seen failing with `sequence += 1` left out of `_tell_of_change`: no second mail was written."""
    session = make_session()
    enrolment = enrolled(cast, session)

    change_session(session, by=cast.organiser, details={}, meetings=[times(33, starts=13)])
    change_session(session, by=cast.organiser, details={}, meetings=[times(33, starts=13)])

    request = "text/calendar; method=REQUEST; charset=utf-8"
    uid = str(enrolment.uid)
    assert calendars(cast.trainee) == [(request, "REQUEST", 0, uid), (request, "REQUEST", 1, uid)]
    part = MailPart.objects.order_by("pk").last()
    starts = Calendar.from_ical(bytes(part.body)).walk("VEVENT")[0]["dtstart"].dt
    assert starts == Session.objects.get().starts_at


def test_who_waits_is_told_of_a_new_date_without_an_invitation(cast: Cast) -> None:
    """Seen failing with `_tell_of_change` reading the confirmed ones only, and with the part always added."""
    session = make_session(capacity=1, place=Session.Place.ON_SITE, venue="Sala 1")
    make_enrolment(session)
    enrolled(cast, session)  # waits

    change_session(session, by=cast.organiser, details={"venue": "Sala 2"}, meetings=[times(30)])

    mail = OutgoingMail.objects.get(recipient_user=cast.trainee, kind="training_changed")
    assert "Zachowujesz swoje miejsce w kolejce" in mail.body_text.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert calendars(cast.trainee) == []


@pytest.mark.fault("H1")
def test_cancelling_takes_the_event_out_of_the_calendar(cast: Cast) -> None:
    """Seen failing with "REQUEST" in `telling.cancelled`."""
    session = make_session()
    enrolment = enrolled(cast, session)

    cancel_enrolment(enrolment, by=cast.trainee)

    cancel = "text/calendar; method=CANCEL; charset=utf-8"
    assert calendars(cast.trainee)[1:] == [(cancel, "CANCEL", 1, str(enrolment.uid))]


def test_who_never_had_an_invitation_gets_no_cancellation(cast: Cast) -> None:
    session = make_session(capacity=1)
    make_enrolment(session)
    enrolment = enrolled(cast, session)

    cancel_enrolment(enrolment, by=cast.trainee)

    assert calendars(cast.trainee) == []


def test_cancelling_a_session_tells_everybody_and_offers_nothing(cast: Cast) -> None:
    session = make_session(capacity=1)
    seat = make_enrolment(session)
    waiting = enrolled(cast, session)

    cancel_session(session, by=cast.organiser, reason="choroba trenera")

    states = set(session.enrolments.values_list("state", flat=True))
    assert states == {EnrolmentState.CANCELLED}
    assert [c[1] for c in calendars(seat.person)] == ["CANCEL"]
    assert (
        "choroba trenera"
        in OutgoingMail.objects.filter(recipient=waiting.person.email).latest("pk").body_text
    )


@pytest.mark.fault("H7")
def test_reminders_go_once_for_each_date_and_only_to_who_comes(cast: Cast) -> None:
    """Seen failing with the sequence of the mail made from `at`, and without each line of the query."""
    session = make_session(days=2)
    enrolled(cast, session)
    make_enrolment(session, state=EnrolmentState.WAITING)
    make_enrolment(session, state=EnrolmentState.CANCELLED)
    make_enrolment(make_session(make_course(live=False), days=2))
    make_enrolment(make_session(days=2, state=Session.State.CANCELLED))
    make_enrolment(make_session(days=9))
    make_enrolment(make_session(days=-1))  # begun; the sweep has not moved it on yet
    sent = OutgoingMail.objects.filter(kind="training_reminder")

    for hours in (60, 47, 20, 19):
        send_reminders(at=session.starts_at - timedelta(hours=hours))

    assert list(sent.values_list("recipient", flat=True)) == [cast.trainee.email]


def test_opening_needs_what_people_must_know(cast: Cast) -> None:
    for fields in ({"joining_url": ""}, {"place": "on_site"}, {"days": -1}):
        session = make_session(state=Session.State.DRAFT, **fields)
        with pytest.raises(ValidationError):
            open_session(session, by=cast.organiser)


def test_states_follow_their_order(cast: Cast) -> None:
    session = plan_session(make_course(), by=cast.organiser, details=DETAILS, meetings=[times(10)])

    with pytest.raises(ValidationError):
        close_session(session, by=cast.organiser)
    open_session(session, by=cast.organiser)
    close_session(session, by=cast.organiser)
    cancel_session(session, by=cast.organiser, reason="x")
    for verb in (open_session, close_session):
        with pytest.raises(ValidationError):
            verb(session, by=cast.organiser)

    verbs = list(session.events.values_list("verb", flat=True))
    assert verbs == ["planned", "opened", "closed", "cancelled"]


def test_a_closed_session_still_moves_the_line_up(cast: Cast) -> None:
    session = make_session(capacity=1)
    seat = make_enrolment(session)
    waiting = enrolled(cast, session)
    close_session(session, by=cast.organiser)

    cancel_enrolment(seat, by=seat.person)

    waiting.refresh_from_db()
    assert waiting.state == EnrolmentState.OFFERED


@pytest.mark.parametrize("role", ["trainee", "coordinator", "agent", "editor", "supervisor"])
def test_only_organisers_organise(cast: Cast, role: str) -> None:
    person = cast.person(role)
    session = make_session()

    for call in (
        lambda: plan_session(make_course(), by=person, details=DETAILS, meetings=[times(5)]),
        lambda: change_session(session, by=person, details={}, meetings=[times(5)]),
        lambda: close_session(session, by=person),
        lambda: change_capacity(session, by=person, capacity=5),
        lambda: cancel_session(session, by=person, reason="x"),
    ):
        with pytest.raises(PermissionDenied):
            call()


@pytest.mark.parametrize("capacity", [0, 2001])
def test_a_number_of_places_out_of_range_is_refused(cast: Cast, capacity: int) -> None:
    session = make_session()

    with pytest.raises(ValidationError):
        change_capacity(session, by=cast.organiser, capacity=capacity)

    session.refresh_from_db()
    assert session.capacity == 10


@pytest.mark.fault("H5")
def test_meetings_keep_their_wall_clock_over_the_change_of_the_clock(cast: Cast) -> None:
    """Seen failing with `starts_at` reckoned by adding a week of seconds to the first meeting."""
    meetings = [MeetingTimes(date(2027, 3, day), time(9), time(12)) for day in (22, 29)]

    session = plan_session(make_course(), by=cast.organiser, details=DETAILS, meetings=meetings)

    first, second = session.meetings.all()
    assert [(m.starts_at.time(), m.starts_at.utcoffset()) for m in (first, second)] == [
        (time(9), timedelta(hours=1)),
        (time(9), timedelta(hours=2)),
    ]
    assert session.ends_at == at("2027-03-29 12:00")


# --- Sweeps ----------------------------------------------------------------------------------------


def test_offers_that_run_out_are_passed_on_by_the_sweep(cast: Cast) -> None:
    session = make_session(capacity=1)
    seat = make_enrolment(session)
    waiting = enrolled(cast, session)
    cancel_enrolment(seat, by=seat.person)
    offer = waiting.offers.get()

    assert expire_offers(at=offer.expires_at - timedelta(seconds=1)) == 0
    assert expire_offers(at=offer.expires_at) == 1
    assert expire_offers(at=offer.expires_at) == 0

    waiting.refresh_from_db()
    assert waiting.state == EnrolmentState.DECLINED


def test_sessions_begin_and_end_by_themselves(cast: Cast) -> None:
    session = make_session()

    moved = [
        advance_sessions(at=moment)
        for moment in (
            session.starts_at - timedelta(seconds=1),
            session.starts_at,
            session.starts_at,
            session.ends_at,
        )
    ]

    session.refresh_from_db()
    assert (moved, session.state) == ([0, 1, 0, 1], Session.State.DONE)


@pytest.mark.parametrize(
    ("offered", "starts", "expected"),
    [
        ("2026-11-02 10:00", "2026-12-02 09:00", "2026-11-04 10:00"),  # two working days
        ("2026-11-10 10:00", "2026-12-02 09:00", "2026-11-13 10:00"),  # over a holiday
        ("2026-11-02 10:00", "2026-11-03 10:00", "2026-11-02 22:00"),  # half of what is left
    ],
)
def test_how_long_an_offer_holds(offered: str, starts: str, expected: str) -> None:
    assert offer_deadline(at(offered), at(starts)) == at(expected)


# --- Integrity -------------------------------------------------------------------------------------


def broken() -> list[str]:
    return [check.name for check in integrity_checks() for _ in check.broken()]


def test_integrity_finds_what_is_wrong_and_nothing_else(cast: Cast) -> None:
    lowered = make_session(capacity=3)
    for _ in range(3):
        make_enrolment(lowered)
    change_capacity(lowered, by=cast.organiser, capacity=1)
    assert broken() == []

    oversold = make_session(capacity=1)
    for _ in range(2):
        make_enrolment(oversold)
    make_enrolment(state=EnrolmentState.OFFERED)
    Session.objects.filter(pk=lowered.pk).update(starts_at=timezone.now())

    assert len(broken()) == 3
