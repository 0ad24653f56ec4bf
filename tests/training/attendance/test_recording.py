"""Attendance by meeting: written, corrected, closed; what it amounts to."""

from datetime import time

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Cast, make_staff
from tests.training.attendance.factories import make_attended, make_past_session, record
from tests.training.enrolments import events
from tests.training.factories import add_meeting, make_enrolment, make_session
from training import actions
from training.actions.organising import MeetingTimes
from training.attendance import outcome
from training.models import Attendance
from training.states import EnrolmentState


def lines(meeting) -> list[tuple]:
    return list(
        meeting.attendance.order_by("enrolment").values_list("presence", "minutes", "source")
    )


def test_a_trainer_records_who_was_there(cast: Cast) -> None:
    trainer = make_staff("trainer")
    session = make_past_session()
    session.trainers.add(trainer)
    meeting = session.meetings.get()
    whole, part, absent = (make_enrolment(session) for _ in range(3))

    changed = record(meeting, trainer, (whole, "whole"), (part, "part", 100), (absent, "absent"))

    assert changed == 3
    assert lines(meeting) == [("whole", 180, "list"), ("part", 100, "list"), ("absent", 0, "list")]
    assert events(part) == [("attendance", "confirmed", "confirmed")]


def test_saying_the_same_again_changes_nothing(cast: Cast) -> None:
    enrolment = make_attended(cast.organiser)
    meeting = enrolment.session.meetings.get()

    assert record(meeting, cast.organiser, (enrolment, "whole")) == 0
    assert record(meeting, cast.organiser, (enrolment, "part", 30)) == 1
    assert lines(meeting) == [("part", 30, "list")]


def test_a_line_of_another_session_is_not_written(cast: Cast) -> None:
    meeting = make_past_session().meetings.get()
    elsewhere = make_enrolment(make_past_session())

    assert record(meeting, cast.organiser, (elsewhere, "whole")) == 0
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("minutes", [0, 180, 181])
def test_a_part_is_less_than_the_whole(cast: Cast, minutes: int) -> None:
    enrolment = make_enrolment(make_past_session())

    with pytest.raises(ValidationError):
        record(enrolment.session.meetings.get(), cast.organiser, (enrolment, "part", minutes))


def test_nothing_is_recorded_before_the_beginning(cast: Cast) -> None:
    enrolment = make_enrolment(make_session(days=1))

    with pytest.raises(ValidationError):
        record(enrolment.session.meetings.get(), cast.organiser, (enrolment, "whole"))


def test_only_trainers_of_the_session_and_organisers_record(cast: Cast) -> None:
    enrolment = make_enrolment(make_past_session(), cast.trainee)

    for person in (cast.trainee, cast.coordinator, make_staff("trainer")):
        with pytest.raises(PermissionDenied):
            record(enrolment.session.meetings.get(), person, (enrolment, "whole"))


def test_closing_settles_everybody(cast: Cast) -> None:
    session = make_past_session()
    meeting = session.meetings.get()
    people = [make_enrolment(session) for _ in range(4)]
    gone = make_enrolment(session, state=EnrolmentState.CANCELLED)
    record(
        meeting,
        cast.organiser,
        *zip(people, ("whole", "part", "part", "absent"), (0, 144, 143, 0), strict=True),
    )

    issued = actions.close_attendance(session, by=cast.organiser)

    for enrolment in (*people, gone):
        enrolment.refresh_from_db()
    assert issued == 2
    assert [e.state for e in (*people, gone)] == [
        "attended", "attended", "partly_attended", "absent", "cancelled",
    ]  # fmt: skip
    assert [e.certificates.count() for e in people] == [1, 1, 0, 0]


def test_a_list_with_gaps_cannot_be_closed(cast: Cast) -> None:
    enrolment = make_attended(cast.organiser)
    make_enrolment(enrolment.session)

    with pytest.raises(ValidationError, match="1"):
        actions.close_attendance(enrolment.session, by=cast.organiser)


def test_attendance_is_closed_once(cast: Cast) -> None:
    enrolment = make_attended(cast.organiser)
    actions.close_attendance(enrolment.session, by=cast.organiser)

    with pytest.raises(ValidationError):
        actions.close_attendance(enrolment.session, by=cast.organiser)


def test_a_correction_after_closing_changes_the_state(cast: Cast) -> None:
    enrolment = make_attended(cast.organiser)
    actions.close_attendance(enrolment.session, by=cast.organiser)

    record(enrolment.session.meetings.get(), cast.organiser, (enrolment, "absent"))

    enrolment.refresh_from_db()
    assert enrolment.state == EnrolmentState.ABSENT


def test_hours_of_several_meetings_count_together(cast: Cast) -> None:
    session = make_past_session()
    first = session.meetings.get()
    second = add_meeting(session, first.on, time(13), time(14))
    enrolment = make_enrolment(session)
    record(first, cast.organiser, (enrolment, "whole"))
    record(second, cast.organiser, (enrolment, "part", 12))

    actions.close_attendance(session, by=cast.organiser)

    enrolment.refresh_from_db()
    assert enrolment.state == EnrolmentState.ATTENDED  # 192 of 240 minutes are 80 %


def test_changing_a_session_keeps_who_was_there(cast: Cast) -> None:
    """Meetings that stay keep their rows; one with attendance cannot be taken out."""
    enrolment = make_attended(cast.organiser)
    session = enrolment.session
    meeting = session.meetings.get()
    session.state = session.State.DRAFT
    session.save()
    times = MeetingTimes(meeting.on, meeting.starts, meeting.ends)

    actions.change_session(session, by=cast.organiser, details={}, meetings=[times])
    assert session.meetings.get().pk == meeting.pk

    moved = MeetingTimes(meeting.on, meeting.ends, meeting.ends.replace(hour=20))
    with pytest.raises(ValidationError):
        actions.change_session(session, by=cast.organiser, details={}, meetings=[moved])


@given(
    planned=st.integers(1, 5000),
    percent=st.integers(1, 100),
    minutes=st.integers(0, 5000),
)
def test_more_minutes_never_make_it_worse(planned: int, percent: int, minutes: int) -> None:
    rank = [EnrolmentState.ABSENT, EnrolmentState.PARTLY_ATTENDED, EnrolmentState.ATTENDED]
    less = outcome(minutes, planned=planned, percent=percent)
    more = outcome(minutes + 1, planned=planned, percent=percent)

    assert rank.index(less) <= rank.index(more)
    assert outcome(planned, planned=planned, percent=percent) == EnrolmentState.ATTENDED
