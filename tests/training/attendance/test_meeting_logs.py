"""Logs of Teams, Zoom and Webex: read, matched with participants, written as minutes."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Cast
from tests.counting import queries_of
from tests.factories import make_user
from tests.training.attendance.factories import make_log, make_past_session, record
from tests.training.factories import make_enrolment, make_session
from training import actions
from training.attendance_data import LOGS_KEPT, forget_meeting_logs
from training.meeting_log_files import MOST_LINES, NoLog, minutes_of, read_log
from training.meeting_log_matching import Participant, matches
from training.models import Attendance, Meeting, MeetingLog, Session

STARTS, ENDS = datetime(2026, 11, 16, 9, 0), datetime(2026, 11, 16, 11, 0)  # noqa: DTZ001

# ruff: noqa: E501
TEAMS = """1. Podsumowanie
Tytuł spotkania\tPhishing w urzędzie
Godzina rozpoczęcia\t16.11.2026, 08:52:11

2. Uczestnicy
Imię i nazwisko\tPierwsze dołączenie\tOstatnie opuszczenie\tCzas trwania udziału\tAdres e-mail\tIdentyfikator uczestnika (UPN)\tRola
Łucja Żółć\t16.11.2026, 08:55:00\t16.11.2026, 11:05:00\t1 godz. 40 min 5 s\tLucja@Dobra.example\tlucja@dobra.example\tUczestnik

3. Działania podczas spotkania
Imię i nazwisko\tCzas dołączenia\tCzas opuszczenia\tCzas trwania\tAdres e-mail\tRola
Łucja Żółć\t16.11.2026, 08:55:00\t16.11.2026, 09:30:00\t35 min\tlucja@dobra.example\tUczestnik
Łucja Żółć\t16.11.2026, 09:50:00\t16.11.2026, 11:05:00\t1 godz. 15 min\tlucja@dobra.example\tUczestnik
Jan Gość\t16.11.2026, 10:00:00\t16.11.2026, 10:30:00\t30 min\t\tUczestnik
"""
ZOOM = """Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest
Łucja Żółć,lucja@dobra.example,11/16/2026 09:00:00 AM,11/16/2026 10:00:00 AM,60,No
Łucja Żółć,lucja@dobra.example,11/16/2026 09:30:00 AM,11/16/2026 10:30:00 AM,60,No
"""
WEBEX = """"Display Name";"Attendee Email";"Join Time";"Leave Time";"Attendance Duration"
"Łucja Żółć";"lucja@dobra.example";"2026-11-16 09:10:00";"2026-11-16 10:40:00";"90 mins"
"""
UTC_TIMES = """Full Name,Email,Join Time,Leave Time,Duration
Łucja Żółć,lucja@dobra.example,17/11/2026 01:00:00,17/11/2026 02:00:00,01:00:00
"""


def who(data: bytes) -> list[tuple]:
    log = read_log(data, starts=STARTS, ends=ENDS)
    return [(p.name, p.email, minutes_of(p.spans, p.seconds, most=120)) for p in log.attendees]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            TEAMS.encode("utf-16"),
            [("Łucja Żółć", "lucja@dobra.example", 100), ("Jan Gość", "", 30)],
        ),
        (ZOOM.encode("utf-8-sig"), [("Łucja Żółć", "lucja@dobra.example", 90)]),
        (WEBEX.encode("cp1250"), [("Łucja Żółć", "lucja@dobra.example", 90)]),
        (UTC_TIMES.encode(), [("Łucja Żółć", "lucja@dobra.example", 60)]),
        (WEBEX.replace("\n", "\r").encode(), [("Łucja Żółć", "lucja@dobra.example", 90)]),
    ],
    ids=["teams-utf16", "zoom-overlap", "webex-1250", "durations-alone", "cr-ends"],
)
def test_logs_of_three_tools_and_encodings(data: bytes, expected: list[tuple]) -> None:
    """Single joins count, not the whole stay; overlaps count once; time outside the meeting not at all."""
    assert who(data) == expected


@pytest.mark.parametrize(
    "data", [b"", b"\0" * 1000, b"a,b\n1,2\n", b"\xff\xfe", b"Name;Role\nX;Y\n"]
)
def test_what_is_no_log_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(NoLog):
        read_log(data, starts=STARTS, ends=ENDS)


def test_a_long_file_is_cut_and_says_so() -> None:
    data = ZOOM.splitlines()[0] + "\n" + f"X{'y' * 50},x@example.org,,,5,No\n" * (MOST_LINES + 10)

    log = read_log(data.encode(), starts=STARTS, ends=ENDS)

    assert (len(log.attendees), log.is_cut) == (1, True)


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reading(data: bytes) -> None:
    heading = b"Name,Email,Join Time,Duration\n"
    read_log(heading + data, starts=STARTS, ends=ENDS)


@given(st.lists(st.tuples(st.integers(0, 7200), st.integers(0, 7200)), max_size=8))
def test_overlaps_count_once(pairs: list[tuple[int, int]]) -> None:
    """Against a slow model that marks every second."""
    spans = [(min(pair), max(pair)) for pair in pairs]
    there = {second for start, end in spans for second in range(start, end)}

    assert minutes_of(spans, 0, most=120) == min(round(len(there) / 60), 120)


PEOPLE = [
    Participant(1, "Łucja Świętojańska-Żółć", "lucja@dobra.example"),
    Participant(2, "Jan Kowalski", "jan@dobra.example"),
    Participant(3, "Anna Nowak", "anna@dobra.example"),
    Participant(4, "Anna Nowak", "anna@obca.example"),
    Participant(5, "Krystyna Maria Zielińska", "kz@dobra.example"),
]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (("Ktokolwiek", "JAN@dobra.example"), (2, "email")),
        (("KOWALSKI, Jan (Gość)", ""), (2, "name")),
        (("Lucja Swietojanska Zolc", ""), (1, "name")),
        (("Jan Kowalsky", ""), (2, "unsure")),
        (("Krystyna Zielińska", "prywatny@poczta.example"), (5, "unsure")),
        (("Anna Nowak", ""), (None, "unsure")),
        (("Anna Nowak", "anna@obca.example"), (4, "email")),
        (("iPhone Jana", ""), (None, "none")),
        (("", "obcy@example.org"), (None, "none")),
    ],
)
def test_who_a_line_is(line: tuple[str, str], expected: tuple) -> None:
    assert list(matches([line], PEOPLE)) == [expected]


def zoom_of(meeting: Meeting, *rows: tuple[str, str, int]) -> str:
    """A log of people who joined at the beginning and stayed so many minutes."""
    start = meeting.starts_at
    lines = [
        f"{name},{email},{start:%m/%d/%Y %H:%M:%S},{start + timedelta(minutes=n):%m/%d/%Y %H:%M:%S}"
        for name, email, n in rows
    ]
    return "\n".join(["Name,Email,Join Time,Leave Time", *lines])


def lines_of(session: Session) -> list[tuple]:
    rows = session.meetings.get().attendance.order_by("enrolment")
    return list(rows.values_list("presence", "minutes", "source"))


def test_minutes_are_written_with_their_source(cast: Cast) -> None:
    session = make_past_session()
    first, second, by_hand, third = (make_enrolment(session) for _ in range(4))
    meeting = session.meetings.get()
    record(meeting, cast.organiser, (by_hand, "whole"))
    text = zoom_of(
        meeting, ("A", first.person.email, 180), ("B", by_hand.person.email, 5), ("Obcy", "", 60),
        ("Z telefonu", "", 60),
    )  # fmt: skip
    log = make_log(session, cast.organiser, text)
    assert lines_of(session) == [("whole", 180, "list")]  # nothing before a person confirmed it
    phone = log.lines.get(name="Z telefonu")

    changed = actions.apply_log(
        log, by=cast.organiser, chosen={phone.pk: second.pk}, rest_absent=True
    )

    assert changed == 3
    assert lines_of(session) == [
        ("whole", 180, "log"), ("part", 60, "log"), ("whole", 180, "list"), ("absent", 0, "log"),
    ]  # fmt: skip
    assert third.attendance.get().minutes == 0
    phone.refresh_from_db()
    assert (phone.match, phone.enrolment) == ("person", second)


def test_two_devices_of_one_person_count_once(cast: Cast) -> None:
    session = make_past_session()
    enrolment = make_enrolment(session)
    text = zoom_of(session.meetings.get(), ("A", enrolment.person.email, 60), ("Telefon", "", 90))
    log = make_log(session, cast.organiser, text)
    phone = log.lines.get(name="Telefon")

    for _ in range(2):
        actions.apply_log(
            log, by=cast.organiser, chosen={phone.pk: enrolment.pk}, rest_absent=False
        )

    assert lines_of(session) == [("part", 90, "log")]


def test_a_log_of_a_meeting_that_still_runs_makes_nobody_absent(cast: Cast) -> None:
    """Seen failing when it was read as complete: absent before the end, and ten minutes for an hour."""
    session = make_past_session()
    meeting = session.meetings.get()
    there, longer, missing, just_in = (make_enrolment(session) for _ in range(4))
    record(meeting, cast.organiser, (longer, "part", 60))
    Attendance.objects.update(source=Attendance.Source.CODE)
    people = ((there, 90), (longer, 10), (just_in, 0))
    rows = [("X", one.person.email, minutes) for one, minutes in people]
    early = make_log(session, cast.organiser, zoom_of(meeting, *rows))
    MeetingLog.objects.update(taken_at=meeting.ends_at - timedelta(minutes=1))
    early.refresh_from_db()

    actions.apply_log(early, by=cast.organiser, chosen={}, rest_absent=True)

    assert lines_of(session) == [("part", 90, "log"), ("part", 60, "code")]
    with pytest.raises(ValidationError):
        actions.close_attendance(session, by=cast.organiser)
    whole = make_log(session, cast.organiser, zoom_of(meeting, ("X", there.person.email, 180)))
    actions.apply_log(whole, by=cast.organiser, chosen={}, rest_absent=True)
    assert lines_of(session)[0] == ("whole", 180, "log")
    assert missing.attendance.get().presence == "absent"


def test_the_page_says_that_a_log_is_early(cast: Cast, organiser: Client) -> None:
    session = make_past_session()
    make_enrolment(session)
    log = make_log(session, cast.organiser)
    MeetingLog.objects.update(taken_at=log.meeting.ends_at - timedelta(minutes=1))

    text = organiser.get(log.get_absolute_url()).content.decode()

    assert "Ten raport odczytano przed końcem spotkania." in text
    assert "rest_absent" not in text


def test_a_log_before_the_meeting_is_answered_with_a_sentence(
    cast: Cast, organiser: Client
) -> None:
    """Seen failing with an error of the server."""
    session = make_session(days=3)
    make_enrolment(session)
    log = make_log(session, cast.organiser)

    answer = organiser.post(log.get_absolute_url(), {f"line-{log.lines.get().pk}": "0"})

    assert answer.status_code == 422
    assert "od początku spotkania" in answer.content.decode()


def test_a_line_cannot_be_given_to_another_session(cast: Cast) -> None:
    session, elsewhere = make_past_session(), make_enrolment(make_past_session())
    log = make_log(session, cast.organiser)

    actions.apply_log(
        log,
        by=cast.organiser,
        chosen={log.lines.get().pk: elsewhere.pk},
        rest_absent=True,
    )

    assert not elsewhere.attendance.exists()


def test_the_pages_from_the_file_to_the_minutes(cast: Cast, organiser: Client) -> None:
    session = make_past_session()
    enrolment = make_enrolment(session, make_user(name="Łucja Żółć"), cast.office)
    address = reverse("training:meeting_log_new", args=[session.pk])
    text = zoom_of(session.meetings.get(), ("Żółć Łucja (UM)", "", 100))

    wrong = organiser.post(address, {"file": SimpleUploadedFile("a.csv", b"%PDF-1.7 nic")})
    taken = organiser.post(address, {"file": SimpleUploadedFile("log.csv", text.encode())})
    log = MeetingLog.objects.get()
    shown = organiser.get(taken.headers["Location"]).content.decode()
    line = f"line-{log.lines.get().pk}"
    done = organiser.post(taken.headers["Location"], {line: enrolment.pk, "rest_absent": "on"})

    assert (wrong.status_code, taken.status_code, done.status_code) == (422, 302, 302)
    assert "Żółć Łucja (UM)" in shown
    assert "to samo imię i nazwisko" in shown
    assert lines_of(session) == [("part", 100, "log")]


def test_a_log_that_names_nobody_is_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        make_log(make_past_session(), cast.organiser, "Name,Email,Duration\n")


def test_logs_are_forgotten_after_half_a_year(cast: Cast) -> None:
    log = make_log(make_past_session(), cast.organiser)

    forget_meeting_logs(at=log.taken_at + LOGS_KEPT)
    assert MeetingLog.objects.exists()
    forget_meeting_logs(at=log.taken_at + LOGS_KEPT + timedelta(seconds=1))
    assert not MeetingLog.objects.exists()


def test_the_page_costs_the_same_for_one_line_and_twenty(cast: Cast, organiser: Client) -> None:
    logs = []
    for number in (1, 20):
        session = make_past_session()
        rows = [(f"Osoba {n}", "", 60) for n in range(number)]
        logs.append(make_log(session, cast.organiser, zoom_of(session.meetings.get(), *rows)))

    costs = [queries_of(organiser, log.get_absolute_url()) for log in logs]

    assert costs[0] == costs[1] <= 12
