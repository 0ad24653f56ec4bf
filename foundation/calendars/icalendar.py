"""Invitations that calendars understand: iCalendar (RFC 5545) in the messages of iTIP (RFC 5546).

One enrolment is one UID for its whole life, in mail, feed and on the page. A change goes out as REQUEST
with a higher SEQUENCE, an end as CANCEL. Several meetings are one recurring event (iTIP asks that all
components of a message share one UID): the first meeting, RDATE for the others, and an overriding
component for each of another length.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone, vCalAddress

WARSAW = ZoneInfo("Europe/Warsaw")
PRODUCT = "-//Punkt Wsparcia//Szkolenia//PL"
REMINDER = timedelta(days=-14)
METHODS = ("REQUEST", "CANCEL", "PUBLISH")
MAIL_ADDRESS = re.compile(r"[^\s@<>()\[\]\\,;:\"]+@[^\s@<>()\[\]\\,;:\"]+")

# The rule of Directive 2000/84/EC, in force in Poland since 1996. The library's own table of moments
# ends in 2038 and gives the start of summer time an hour late.
VTIMEZONE = b"""BEGIN:VTIMEZONE\r
TZID:Europe/Warsaw\r
BEGIN:DAYLIGHT\r
DTSTART:19960331T020000\r
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r
TZNAME:CEST\r
TZOFFSETFROM:+0100\r
TZOFFSETTO:+0200\r
END:DAYLIGHT\r
BEGIN:STANDARD\r
DTSTART:19961027T030000\r
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r
TZNAME:CET\r
TZOFFSETFROM:+0200\r
TZOFFSETTO:+0100\r
END:STANDARD\r
END:VTIMEZONE\r
"""


@dataclass(frozen=True)
class MeetingTime:
    """Aware moments of one meeting."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class Invitation:
    """One person's invitation to all meetings of one session.

    Texts may hold anything people type: what could break out of its line is taken away. `stamp` is the
    moment of the change that is told. Attendee fields may be empty in a public feed. A feed says of what
    `is_cancelled` that it is: programs keep events that merely vanish (RFC 5545, 3.8.1.11).
    """

    uid: str
    sequence: int
    summary: str
    description: str
    location: str
    url: str
    meetings: Sequence[MeetingTime]
    organiser_name: str
    organiser_email: str
    attendee_name: str
    attendee_email: str
    stamp: datetime
    is_cancelled: bool = False


@dataclass(frozen=True)
class DayOfDuty:
    """Something to be done by a day; `sequence` rises with each change."""

    uid: str
    sequence: int
    on: date
    summary: str
    description: str
    url: str
    stamp: datetime


def content_type(method: str) -> str:
    """Return the MIME type of a body with `method`; both must say the same (RFC 6047, 2.4)."""
    if method not in METHODS:
        raise ValueError(f"Not a method of ours: {method}")
    return f"text/calendar; method={method}; charset=utf-8"


def request(invitation: Invitation) -> bytes:
    """Return the invitation, or its update when `sequence` is higher than in the last one sent."""
    return _message("REQUEST", _events(invitation, status="CONFIRMED"))


def cancel(invitation: Invitation) -> bytes:
    """Return the message that takes the event out of the attendee's calendar."""
    return _message("CANCEL", _events(invitation, status="CANCELLED"))


def feed(invitations: Sequence[Invitation], name: str = "") -> bytes:
    """Return a calendar to subscribe to or to download, with the same UIDs as the invitations."""
    events = [event for item in invitations for event in _events(item, status=_status(item))]
    return _message("PUBLISH", events, name)


def days_of_duties(days: Sequence[DayOfDuty], name: str = "") -> bytes:
    """Return a calendar of whole days to subscribe to, each with a reminder two weeks before."""
    return _message("PUBLISH", [_whole_day(day) for day in days], name)


def _whole_day(day: DayOfDuty) -> Event:
    event, summary = Event(), _line(day.summary)
    event.add("uid", _line(day.uid))
    event.add("sequence", day.sequence)
    event.add("dtstamp", day.stamp.astimezone(UTC))
    event.add("dtstart", day.on)
    event.add("summary", summary)
    event.add("transp", "TRANSPARENT")
    if description := _lines(day.description):
        event.add("description", description)
    event.add("url", _line(day.url).replace(" ", "%20"))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", REMINDER)
    event.add_component(alarm)
    return event


def _message(method: str, events: Sequence[Event], name: str = "") -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", _line(name))
    calendar.add_component(Timezone.from_ical(VTIMEZONE))
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical()


def _status(invitation: Invitation) -> str:
    return "CANCELLED" if invitation.is_cancelled else "CONFIRMED"


def _events(invitation: Invitation, *, status: str) -> Iterator[Event]:
    """The first meeting with the dates of the others, then one component per other length."""
    meetings = sorted(invitation.meetings, key=lambda meeting: meeting.start)
    if not meetings:
        raise ValueError("An invitation needs a meeting")
    first, *others = meetings
    master = _event(invitation, first, status)
    if others:
        master.add("rdate", [_warsaw(meeting.start) for meeting in others])
    yield master
    for meeting in others:
        if meeting.end - meeting.start != first.end - first.start:
            different = _event(invitation, meeting, status)
            different.add("recurrence-id", _warsaw(meeting.start))
            yield different


def _event(invitation: Invitation, meeting: MeetingTime, status: str) -> Event:
    event = Event()
    event.add("uid", _line(invitation.uid))
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", invitation.stamp.astimezone(UTC))
    event.add("dtstart", _warsaw(meeting.start))
    event.add("dtend", _warsaw(meeting.end))
    event.add("status", status)
    event.add("summary", _line(invitation.summary))
    if description := _lines(invitation.description):
        event.add("description", description)
    if location := _line(invitation.location):
        event.add("location", location)
    if invitation.url.startswith(("https://", "http://")):
        event.add("url", _line(invitation.url).replace(" ", "%20"))
    _add_people(event, invitation)
    return event


def _add_people(event: Event, invitation: Invitation) -> None:
    event.add("organizer", _address(invitation.organiser_name, invitation.organiser_email))
    if invitation.attendee_email:
        attendee = _address(invitation.attendee_name, invitation.attendee_email)
        # The confirmed seat is the acceptance: nobody is asked to answer.
        attendee.params |= {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}
        event.add("attendee", attendee, encode=False)


def _address(name: str, email: str) -> vCalAddress:
    if not MAIL_ADDRESS.fullmatch(email):
        raise ValueError("Not an e-mail address that a calendar can carry")
    address = vCalAddress(f"mailto:{email}")
    # A parameter cannot hold a double quote, and few calendars read the caret escapes of RFC 6868.
    address.params["CN"] = _line(name).replace('"', "'").replace("^", "") or email
    return address


def _warsaw(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("A meeting needs a time zone")
    return moment.astimezone(WARSAW)


def _line(text: str) -> str:
    """Return `text` on one line, without anything that is not to be seen."""
    return " ".join(_lines(text).split())


def _lines(text: str) -> str:
    """Return `text` with plain line ends and no other control character, surrogate or line separator."""
    plain = re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text).expandtabs(4)
    return "".join(c for c in plain if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))
