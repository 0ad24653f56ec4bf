import email
import email.policy
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from foundation.calendars import icalendar
from foundation.calendars.icalendar import Invitation, MeetingTime
from foundation.calendars.working_time import WARSAW


def meeting(start: str, end: str) -> MeetingTime:
    day, clock = start.split()
    moments = (
        datetime.fromisoformat(f"{day} {hour}").replace(tzinfo=WARSAW) for hour in (clock, end)
    )
    return MeetingTime(*moments)


def make_invitation(**fields) -> Invitation:
    defaults = {
        "uid": "3f0c@punkt-wsparcia.test",
        "sequence": 0,
        "summary": "Krajowe Ramy Interoperacyjności w praktyce",
        "description": "Zażółć gęślą jaźń.\nDo zobaczenia!",
        "location": "Sala 12, ul. Długa 5, Łódź",
        "url": "https://punkt-wsparcia.test/pl/training/my/",
        "meetings": [meeting("2026-12-02 09:00", "12:00")],
        "organiser_name": "Punkt Wsparcia",
        "organiser_email": "szkolenia@punkt-wsparcia.test",
        "attendee_name": "Teresa Uczestniczka",
        "attendee_email": "teresa@urzad.test",
        "stamp": datetime(2026, 11, 22, 1, 0, tzinfo=UTC),
    }
    return Invitation(**defaults | fields)


def events(body: bytes) -> list:
    return Calendar.from_ical(body).walk("VEVENT")


def test_request_holds_what_the_enrolment_says() -> None:
    event = vobject.readOne(icalendar.request(make_invitation()).decode()).vevent

    assert event.uid.value == "3f0c@punkt-wsparcia.test"
    assert event.summary.value == "Krajowe Ramy Interoperacyjności w praktyce"
    assert event.description.value == "Zażółć gęślą jaźń.\nDo zobaczenia!"
    assert event.location.value == "Sala 12, ul. Długa 5, Łódź"
    assert event.dtstart.value == datetime(2026, 12, 2, 8, 0, tzinfo=UTC)
    assert event.attendee.value == "mailto:teresa@urzad.test"
    assert event.status.value == "CONFIRMED"


@pytest.mark.fault("H1")
def test_cancelling_says_cancel() -> None:
    """Seen failing with METHOD:REQUEST written in `cancel`."""
    calendar = Calendar.from_ical(icalendar.cancel(make_invitation(sequence=2)))

    assert calendar["method"] == "CANCEL"
    assert [(e["status"], e["sequence"]) for e in calendar.walk("VEVENT")] == [("CANCELLED", 2)]


@pytest.mark.fault("H2")
@pytest.mark.parametrize(
    ("method", "body"),
    [
        ("REQUEST", icalendar.request(make_invitation())),
        ("CANCEL", icalendar.cancel(make_invitation())),
        ("PUBLISH", icalendar.feed([make_invitation()])),
    ],
)
def test_mime_method_equals_the_method_in_the_body(method: str, body: bytes) -> None:
    """Seen failing with `method=REQUEST` fixed in `content_type`."""
    message = EmailMessage()
    message["Content-Type"] = icalendar.content_type(method)
    parsed = email.message_from_bytes(message.as_bytes() + body, policy=email.policy.default)

    assert parsed["content-type"].params["method"] == Calendar.from_ical(body)["method"]


@pytest.mark.fault("H3")
def test_one_uid_in_request_update_cancel_and_feed() -> None:
    """Seen failing with the UID made from the sequence."""
    first = make_invitation()
    moved = replace(first, sequence=1, meetings=[meeting("2026-12-09 10:00", "13:00")])

    bodies = [icalendar.request(first), icalendar.request(moved), icalendar.cancel(moved)]
    bodies.append(icalendar.feed([moved]))

    assert {str(event["uid"]) for body in bodies for event in events(body)} == {first.uid}


@pytest.mark.fault("H5")
def test_a_series_keeps_its_wall_clock_over_the_change_of_the_clock() -> None:
    """Seen failing with `_warsaw` returning UTC: a client that moves the series loses the wall clock."""
    series = [
        meeting("2026-10-23 09:00", "11:00"),
        meeting("2026-10-30 09:00", "11:00"),
        meeting("2027-03-26 09:00", "11:00"),
        meeting("2027-04-02 09:00", "11:00"),
    ]

    body = icalendar.request(make_invitation(meetings=series)).decode()

    event = vobject.readOne(body).vevent
    assert body.count("TZID=Europe/Warsaw:") == 3  # DTSTART, DTEND, RDATE
    moments = [event.dtstart.value, *event.rdate.value]
    assert [moment.astimezone(UTC).hour for moment in moments] == [7, 8, 8, 7]
    assert [moment.astimezone(WARSAW).hour for moment in moments] == [9, 9, 9, 9]


def test_a_meeting_of_another_length_overrides_its_occurrence() -> None:
    series = [meeting("2026-12-02 09:00", "12:00"), meeting("2026-12-03 09:00", "15:00")]

    master, other = events(icalendar.request(make_invitation(meetings=series)))

    assert master["uid"] == other["uid"]
    assert other["recurrence-id"].dt == other["dtstart"].dt == series[1].start
    assert other["dtend"].dt == series[1].end


@pytest.mark.parametrize("year", [2026, 2027, 2040])
def test_vtimezone_knows_the_changes_of_the_clock(year: int) -> None:
    zone = vobject.readOne(icalendar.request(make_invitation()).decode()).vtimezone.tzinfo
    for month in (3, 10):
        for day in range(24, 32):
            for hour in (0, 1, 4, 12, 23):
                wall = datetime(year, month, day, hour, tzinfo=UTC).replace(tzinfo=None)

                assert zone.utcoffset(wall) == WARSAW.utcoffset(wall)


NASTY = 'Jan\r\nATTENDEE:mailto:evil@x.test\x00\x0b\x85\u2028"^;,:\\\x1b[2J\ud800'


@pytest.mark.fault("C9")
@pytest.mark.parametrize(
    "field", ["summary", "description", "location", "organiser_name", "attendee_name", "uid"]
)
def test_text_cannot_add_a_line(field: str) -> None:
    """Seen failing with `_line` returning its text unchanged: NUL and ESC reached the file."""
    body = icalendar.request(make_invitation(**{field: NASTY})).decode()

    assert len(events(body.encode())[0].get("attendee", [])) == len("mailto:teresa@urzad.test")
    assert [line for line in body.split("\r\n") if line.startswith("ATTENDEE:mailto:evil")] == []
    assert {c for c in body if ord(c) < 32 or c in "\x85\u2028"} == {"\r", "\n"}
    assert body.count("\r") == body.count("\n") == body.count("\r\n")


@pytest.mark.fault("C9")
@pytest.mark.parametrize("address", ["", "a b@c.pl", "a@b.pl\r\nX:1", "a@b.pl,c@d.pl", "<a@b.pl>"])
def test_an_organiser_address_that_could_add_a_line_is_refused(address: str) -> None:
    """Seen failing with `fullmatch` replaced by `match`."""
    with pytest.raises(ValueError, match="e-mail"):
        icalendar.request(make_invitation(organiser_email=address))


def test_other_addresses_than_web_addresses_are_left_out() -> None:
    body = icalendar.request(make_invitation(url="javascript:alert(1)"))

    assert "url" not in events(body)[0]


@settings(max_examples=100)
@given(st.text(max_size=300), st.text(alphabet="ąęłńóśźż 漢😀", min_size=80, max_size=200))
def test_lines_are_at_most_75_bytes_of_whole_characters(anything: str, wide: str) -> None:
    body = icalendar.request(make_invitation(summary=wide, description=anything))

    lines = body.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert [line.decode() for line in lines] == body.decode().split("\r\n")
    assert str(events(body)[0]["summary"]) == " ".join(wide.split())


def test_a_feed_without_events_is_a_calendar() -> None:
    assert (
        Calendar.from_ical(icalendar.feed([], "Moje szkolenia"))["x-wr-calname"] == "Moje szkolenia"
    )


def test_unknown_methods_and_empty_invitations_are_refused() -> None:
    with pytest.raises(ValueError, match="method"):
        icalendar.content_type("REPLY\r\n")
    with pytest.raises(ValueError, match="meeting"):
        icalendar.request(make_invitation(meetings=[]))
