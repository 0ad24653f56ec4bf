"""What each person is told, and how each is noted as present, where one can take part both ways."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from foundation.mailing.models import MailPart, OutgoingMail
from tests.cast import Cast
from tests.training.attendance.factories import make_log, make_past_session
from tests.training.certificates.test_documents import words_of
from tests.training.enrolments import enrol_self
from tests.training.factories import make_enrolment, make_two_ways
from training import actions
from training.attendance import Presence
from training.check_in import ScanSaid
from training.models import Session
from training.states import Way

ROOM = "Sala 5, Rynek 1, Dobra"


@pytest.mark.fault("H6")
def test_each_is_told_where_they_go(cast: Cast) -> None:
    """The code for the door on site, the way in online; neither for the other.

    Seen failing with `session.is_online` asked in `invitations`: who comes got a link to join.
    """
    session = make_two_ways(on_site=1, online=2)
    for person, way in ((cast.trainee, Way.ON_SITE), (cast.colleague, Way.ONLINE)):
        enrol_self(session, person, way=way)

    bodies = [
        OutgoingMail.objects.get(recipient_user=person).body_text
        for person in (cast.trainee, cast.colleague)
    ]
    invited = [
        str(Calendar.from_ical(bytes(part.body)).walk("VEVENT")[0]["description"])
        for part in MailPart.objects.order_by("pk")
    ]

    assert [ROOM in body.replace("\N{NO-BREAK SPACE}", " ") for body in bodies] == [True, False]
    codes = session.enrolments.order_by("pk").values_list("check_in_code", flat=True)
    assert [code in body for code, body in zip(codes, bodies, strict=True)] == [True, False]
    assert ["/join/" in text for text in invited] == [False, True]


@pytest.fixture
def past(cast: Cast) -> Session:
    """Over; the trainee came, the colleague took part online."""
    both = {"place": Session.Place.BOTH, "venue": "Sala 5", "online_capacity": 9}
    session = make_past_session(**both)
    make_enrolment(session, cast.trainee)
    make_enrolment(session, cast.colleague, way=Way.ONLINE)
    return session


def test_the_door_takes_those_on_site(cast: Cast, past: Session) -> None:
    meeting = past.meetings.get()
    said = [
        ScanSaid(uuid4(), enrolment.check_in_code, meeting.starts_at)
        for enrolment in past.enrolments.order_by("pk")
    ]

    kept = actions.check_in(meeting, by=cast.organiser, said=said)

    assert [scan.outcome for scan in kept] == ["recorded", "elsewhere"]
    assert [scan.enrolment.person for scan in meeting.scans.to_look_at()] == [cast.colleague]


def test_the_code_of_the_meeting_is_for_those_online(cast: Cast, past: Session) -> None:
    meeting = past.meetings.get()
    at = meeting.starts_at + timedelta(minutes=5)
    code = actions.show_code(meeting, by=cast.organiser, at=at)
    on_site, online = past.enrolments.order_by("pk")

    with pytest.raises(ValidationError, match="online"):
        actions.answer_code(on_site, by=cast.trainee, typed=code.code, at=at)
    answer = actions.answer_code(online, by=cast.colleague, typed=code.code, at=at)

    assert answer.kind == "right"


def test_a_log_and_the_list_to_sign_have_their_own_people(
    cast: Cast, client: Client, past: Session
) -> None:
    """Also where everybody whom the log does not name was absent."""
    meeting = past.meetings.get()
    rows = [f"{person.name},{person.email},180" for person in (cast.trainee, cast.colleague)]
    log = make_log(past, cast.organiser, "\n".join(["Name,Email,Duration", *rows, ""]))
    matched = [line.enrolment and line.enrolment.person for line in log.lines.order_by("pk")]
    actions.apply_log(log, by=cast.organiser, chosen={}, rest_absent=True)

    assert matched == [None, cast.colleague]
    assert [row.enrolment.person for row in meeting.attendance.all()] == [cast.colleague]
    client.force_login(cast.organiser)
    to_sign = words_of(client.get(reverse("training:attendance_list", args=[past.pk])).content)
    assert [cast.trainee.name in to_sign, cast.colleague.name in to_sign] == [True, False]


def test_a_certificate_says_where_one_took_part(cast: Cast, past: Session) -> None:
    meeting = past.meetings.get()
    said = [Presence(enrolment.pk, "whole") for enrolment in past.enrolments.all()]
    actions.record_attendance(meeting, by=cast.organiser, presences=said)
    actions.close_attendance(past, by=cast.organiser)

    places_said = [e.certificates.get().place for e in past.enrolments.order_by("pk")]

    assert places_said == ["Sala 5", ""]
