"""Calendars to subscribe to: the same events as in mails, nobody else's, and no way in."""

from datetime import timedelta

import pytest
import vobject
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from foundation.mailing.models import MailPart
from knowledge.models import Topic
from tests.cast import Cast
from tests.counting import queries_of
from tests.training.enrolments import enrol_self
from tests.training.factories import make_course, make_enrolment, make_session
from training import actions
from training.actions.organising import MeetingTimes
from training.feeds import address_of, own_events, public_events
from training.models import CalendarFeed, Session
from training.personal_data import erase_person


def events(body: bytes) -> list[dict[str, object]]:
    IcsCalendarStream.calendar_from_ics(body.decode())  # a second reader, which is strict
    return [dict(event) for event in Calendar.from_ical(body).walk("VEVENT")]


def read(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (
        200,
        "text/calendar; charset=utf-8",
    )
    return response.content


def public(language: str = "pl", **more) -> str:
    return reverse("training_site:public_feed", kwargs={"language": language, **more})


def move(session: Session, cast: Cast, days: int = 1) -> None:
    times = [
        MeetingTimes(m.on + timedelta(days=days), m.starts, m.ends) for m in session.meetings.all()
    ]
    actions.change_session(session, by=cast.organiser, details={}, meetings=times)


@pytest.mark.fault("H3")
def test_the_own_feed_says_what_the_mails_said(cast: Cast, client: Client) -> None:
    """Seen failing with the number of the session as UID in the feed."""
    session = make_session()
    enrolment = enrol_self(session, cast.trainee)
    enrol_self(session, cast.colleague)
    address = address_of(actions.open_feed(by=cast.trainee))

    for _ in range(2):
        parts = MailPart.objects.filter(mail__recipient=cast.trainee.email)
        told = events(bytes(parts.order_by("-pk").first().body))
        fed = events(read(client, address))
        assert len(fed) == 1
        for name in ("UID", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "LOCATION"):
            assert fed[0].get(name) == told[0].get(name)
        assert fed[0]["UID"] == str(enrolment.uid)
        assert "ATTENDEE" not in fed[0]
        move(session, cast)

    sequence = fed[0]["SEQUENCE"]
    actions.cancel_enrolment(enrolment, by=cast.trainee)
    (gone,) = events(read(client, address))
    assert (gone["UID"], gone["STATUS"]) == (str(enrolment.uid), "CANCELLED")
    assert gone["SEQUENCE"] > sequence


@pytest.mark.fault("H6")
def test_no_feed_holds_the_way_in(cast: Cast, client: Client) -> None:
    """Seen failing with the joining address as the place of the event."""
    session = make_session(joining_url="https://spotkania.example/tajne")
    enrolment = make_enrolment(session, cast.trainee)
    own = read(client, address_of(actions.open_feed(by=cast.trainee)))

    for body in (own, read(client, public())):
        unfolded = body.replace(b"\r\n ", b"")
        assert b"tajne" not in unfolded
    join = reverse("training:join", args=[enrolment.uid])
    assert join.partition("/training")[2].encode() in own.replace(b"\r\n ", b"")


def test_the_public_feed_holds_what_is_announced(cast: Cast, client: Client) -> None:
    session = make_session(make_course(title_pl="Łódź; kopie, „zapasowe”"))
    make_session(make_course(live=False))
    make_session(state="draft")
    make_session(state="cancelled")
    make_session(days=-3, state="done")
    make_enrolment(session, cast.trainee)

    (event,) = events(read(client, public()))

    assert event["SUMMARY"] == "Łódź; kopie, „zapasowe”"
    assert (event["UID"], event["SEQUENCE"]) == (f"session-{session.pk}@punkt-wsparcia", 0)
    assert session.get_absolute_url() in event["URL"]
    assert cast.trainee.email not in str(event)
    move(session, cast)
    (later,) = events(read(client, public()))
    assert (later["UID"], later["SEQUENCE"]) == (event["UID"], 1)
    assert later["DTSTART"].dt > event["DTSTART"].dt


@pytest.mark.fault("H1")
def test_a_cancelled_session_is_struck_out_and_does_not_merely_vanish(
    cast: Cast, client: Client
) -> None:
    """Seen failing with CONFIRMED as the status of every event of a feed."""
    session = make_session(state="draft")
    unknown = make_session(state="draft")
    actions.open_session(session, by=cast.organiser)
    enrolment = enrol_self(session, cast.trainee)
    own = address_of(actions.open_feed(by=cast.trainee))
    (known,) = events(read(client, public()))
    assert known["STATUS"] == "CONFIRMED"

    for each in (session, unknown):
        actions.cancel_session(each, by=cast.organiser, reason="Prowadzący zachorował")

    (event,) = events(read(client, public()))
    assert (event["UID"], event["STATUS"]) == (known["UID"], "CANCELLED")
    assert event["SEQUENCE"] == known["SEQUENCE"] + 1
    (mine,) = events(read(client, own))
    assert (mine["UID"], mine["STATUS"], mine["SEQUENCE"]) == (str(enrolment.uid), "CANCELLED", 1)
    for address in (own, public()):
        (read_back,) = vobject.readOne(read(client, address).decode()).vevent_list
        assert read_back.status.value == "CANCELLED"


def test_what_was_cancelled_long_ago_and_a_place_never_had_are_in_no_feed(cast: Cast) -> None:
    at, soon = timezone.now(), timezone.now() + timedelta(days=20)
    session, full = make_session(days=200), make_session(capacity=1)
    actions.cancel_enrolment(enrol_self(session, cast.trainee), by=cast.trainee, at=at)
    enrol_self(full, cast.colleague)
    actions.cancel_enrolment(enrol_self(full, cast.trainee), by=cast.trainee, at=at)
    actions.cancel_session(session, by=cast.organiser, reason="Prowadzący zachorował", at=at)

    assert [event.is_cancelled for event in own_events(cast.trainee, at=soon)] == [True]
    assert own_events(cast.trainee, at=at + timedelta(days=61)) == []
    assert public_events(topic="", at=at + timedelta(days=61)) == []


def test_the_public_feed_by_topic_and_language(db: None, client: Client) -> None:
    course = make_course(title_en="Backups")
    course.topics.add(Topic.objects.create(slug="kopie-zapasowe", name_pl="Kopie"))
    course.save()
    make_session(course)
    make_session()

    found = events(read(client, public("en", topic="kopie-zapasowe")))

    assert [event["SUMMARY"] for event in found] == ["Backups"]
    assert len(events(read(client, public("en")))) == 2
    assert client.get(public(topic="nie-ma")).status_code == 404


def test_the_address_ends_when_revoked_and_the_next_one_is_another(
    cast: Cast, trainee: Client
) -> None:
    trainee.post(reverse("training:calendar_feed_open"))
    first = address_of(CalendarFeed.objects.get())
    assert first in trainee.get(reverse("training:calendar")).content.decode()
    trainee.post(reverse("training:calendar_feed_revoke"))
    trainee.post(reverse("training:calendar_feed_open"))
    second = address_of(CalendarFeed.objects.get())

    assert first != second
    assert trainee.get(first).status_code == 404
    assert trainee.get(second)["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("change", ["inactive", "erased", "forged"])
def test_nobody_reads_on_who_should_not(cast: Cast, client: Client, change: str) -> None:
    address = address_of(actions.open_feed(by=cast.trainee))
    if change == "inactive":
        cast.trainee.is_active = False
        cast.trainee.save()
    elif change == "erased":
        erase_person(cast.trainee)
    else:
        address = address.replace(".ics", "x.ics")

    assert client.get(address).status_code == 404


def test_feeds_cost_the_same_for_one_and_twenty(cast: Cast, client: Client, db: None) -> None:
    address = address_of(actions.open_feed(by=cast.trainee))
    counts = []
    for more in (1, 19):
        for _ in range(more):
            make_enrolment(make_session(), cast.trainee)
        counts.append([_queries(client, url) for url in (address, public())])

    assert counts[0] == counts[1]


def _queries(client: Client, url: str) -> int:
    client.get(url)
    return queries_of(client, url)


def test_who_was_there_keeps_the_past_for_a_year(cast: Cast, client: Client) -> None:
    make_enrolment(make_session(days=-20, state="done"), cast.trainee, state="attended")
    make_enrolment(make_session(days=-400, state="done"), cast.trainee, state="attended")
    address = address_of(actions.open_feed(by=cast.trainee, at=timezone.now()))

    assert len(events(read(client, address))) == 1
