"""Codes of online meetings: typed in by whoever is there, with another way for who cannot."""

from datetime import time

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from tests.training.attendance.factories import make_past_session, record
from tests.training.factories import make_enrolment, make_session
from tests.training.pages import page
from training import actions
from training.actions.meeting_codes import SHOWN_FOR
from training.models import CodeAnswer, Enrolment, MeetingCode
from training.states import EnrolmentState


def shown(cast: Cast, state: str = EnrolmentState.CONFIRMED) -> tuple[Enrolment, MeetingCode]:
    """The trainee and a code shown at the beginning of a past meeting."""
    enrolment = make_enrolment(make_past_session(), cast.trainee, state=state)
    meeting = enrolment.session.meetings.get()
    return enrolment, actions.show_code(meeting, by=cast.organiser, at=meeting.starts_at)


def wrong_of(code: MeetingCode) -> str:
    return "A" * 6 if code.code != "A" * 6 else "B" * 6


def test_the_right_code_is_presence(cast: Cast) -> None:
    enrolment, code = shown(cast)
    typed = f" {code.code[:3].lower()}-{code.code[3:]} "

    answer = actions.answer_code(enrolment, by=cast.trainee, typed=typed, at=code.shown_at)

    assert answer.kind == "right"
    line = enrolment.attendance.get()
    assert (line.presence, line.source) == ("whole", "code")


def test_a_code_runs_out_and_is_the_same_while_it_lasts(cast: Cast) -> None:
    enrolment, code = shown(cast)
    again = actions.show_code(code.meeting, by=cast.organiser, at=code.shown_at)
    later = actions.show_code(code.meeting, by=cast.organiser, at=code.until)

    assert again == code
    assert later.code != code.code
    with pytest.raises(ValidationError):
        actions.answer_code(enrolment, by=cast.trainee, typed=later.code, at=code.until + SHOWN_FOR)


def test_nobody_guesses_a_code(cast: Cast) -> None:
    enrolment, code = shown(cast)
    for _ in range(5):
        actions.answer_code(enrolment, by=cast.trainee, typed=wrong_of(code), at=code.shown_at)

    with pytest.raises(ValidationError):
        actions.answer_code(enrolment, by=cast.trainee, typed=code.code, at=code.shown_at)
    assert not enrolment.attendance.exists()


@pytest.mark.parametrize("state", ["cancelled", "waiting"])
def test_a_code_helps_nobody_without_a_place(cast: Cast, state: str) -> None:
    enrolment, code = shown(cast, state)

    with pytest.raises(ValidationError):
        actions.answer_code(enrolment, by=cast.trainee, typed=code.code, at=code.shown_at)


def test_nobody_answers_for_somebody_else(cast: Cast) -> None:
    enrolment, code = shown(cast)

    with pytest.raises(PermissionDenied):
        actions.answer_code(enrolment, by=cast.coordinator, typed=code.code, at=code.shown_at)


def test_what_stands_on_the_list_stays(cast: Cast) -> None:
    enrolment, code = shown(cast)
    record(code.meeting, cast.organiser, (enrolment, "part", 20))

    actions.answer_code(enrolment, by=cast.trainee, typed=code.code, at=code.shown_at)

    assert enrolment.attendance.get().minutes == 20


def test_who_cannot_type_it_in_tells_the_trainer(cast: Cast, organiser: Client) -> None:
    enrolment, code = shown(cast)
    for note in ("Słucham przez telefon", "Słucham przez telefon, bez ekranu"):
        actions.cannot_answer(enrolment, by=cast.trainee, note=note, at=code.shown_at)

    text = page(organiser, "meeting_code", code.meeting.session_id)

    assert CodeAnswer.objects.get().note == "Słucham przez telefon, bez ekranu"
    assert "Słucham przez telefon, bez ekranu" in text
    assert not enrolment.attendance.exists()


def test_no_code_before_the_meeting(cast: Cast, organiser: Client) -> None:
    meeting = make_past_session().meetings.get()

    answer = organiser.post(
        reverse("training:meeting_code", args=[meeting.session_id]), follow=True
    )

    assert "Kod pokazuje się w czasie spotkania" in answer.content.decode()
    assert not MeetingCode.objects.exists()


def test_who_is_noted_is_asked_for_no_code(cast: Cast, trainee: Client) -> None:
    """Seen failing without `_code_is_open`: the page went on asking whoever had answered."""
    now = timezone.localtime()
    session = make_session(state="running")
    session.meetings.update(on=now.date(), starts=time.min, ends=time.max)
    enrolment = make_enrolment(session, cast.trainee)
    code = actions.show_code(session.meetings.get(), by=cast.organiser)
    address = reverse("training:code_answer", args=[enrolment.uid])

    assert f'action="{address}"' in page(trainee, "enrolment", enrolment.uid)
    trainee.post(address, {"code": code.code})
    assert f'action="{address}"' not in page(trainee, "enrolment", enrolment.uid)
