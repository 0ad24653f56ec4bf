"""Minutes that are wrong: said by the person, decided by a person, followed by the certificate."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from foundation.mailing.models import Notification
from tests.cast import Cast, make_staff
from tests.training.attendance.factories import (
    make_attended,
    make_objection,
    make_past_session,
    record,
)
from tests.training.certificates.test_documents import words_of
from tests.training.enrolments import mails
from tests.training.factories import make_enrolment
from tests.training.pages import page
from training import actions
from training.attendance import OBJECTIONS_FOR
from training.models import Enrolment, Objection


def partly(cast: Cast) -> Enrolment:
    """The trainee, who was recorded with 60 of 180 minutes; attendance is closed."""
    enrolment = make_enrolment(make_past_session(), cast.trainee)
    record(enrolment.session.meetings.get(), cast.organiser, (enrolment, "part", 60))
    actions.close_attendance(enrolment.session, by=cast.organiser)
    enrolment.refresh_from_db()
    return enrolment


def decide(objection: Objection, cast: Cast, minutes: int | None) -> Objection:
    return actions.decide_objection(objection, by=cast.organiser, minutes=minutes, answer="Racja.")


def test_a_correction_brings_the_certificate(cast: Cast) -> None:
    enrolment = partly(cast)

    decided = decide(make_objection(enrolment), cast, 170)

    enrolment.refresh_from_db()
    assert (decided.state, decided.minutes_before) == ("accepted", 60)
    assert enrolment.state == "attended"
    assert enrolment.certificates.get().minutes == 170
    assert "training_objection" in mails(cast.trainee)


def test_a_correction_makes_a_new_version(cast: Cast) -> None:
    enrolment = make_attended(cast.organiser, cast.trainee)
    record(enrolment.session.meetings.get(), cast.organiser, (enrolment, "part", 160))
    actions.close_attendance(enrolment.session, by=cast.organiser)
    enrolment.refresh_from_db()

    decide(make_objection(enrolment), cast, 180)

    versions = enrolment.certificates.order_by("version")
    assert list(versions.values_list("state", "minutes")) == [("superseded", 160), ("valid", 180)]


def test_refused_minutes_stay(cast: Cast) -> None:
    enrolment = partly(cast)

    decided = decide(make_objection(enrolment), cast, None)

    enrolment.refresh_from_db()
    assert (decided.state, enrolment.state) == ("refused", "partly_attended")
    assert enrolment.attendance.get().minutes == 60
    with pytest.raises(ValidationError):
        decide(decided, cast, 180)


def test_objections_have_a_last_day(cast: Cast) -> None:
    enrolment = partly(cast)
    meeting = enrolment.session.meetings.get()
    until = enrolment.session.attendance_closed_at + OBJECTIONS_FOR

    with pytest.raises(ValidationError):
        actions.object_to_minutes(
            enrolment, by=cast.trainee, meeting=meeting, words="x", at=until + timedelta(seconds=1)
        )
    actions.object_to_minutes(enrolment, by=cast.trainee, meeting=meeting, words="x", at=until)


def test_one_objection_at_a_time(cast: Cast) -> None:
    enrolment = partly(cast)
    make_objection(enrolment)

    with pytest.raises(ValidationError):
        make_objection(enrolment)


def test_only_the_person_objects_and_only_staff_decides(cast: Cast) -> None:
    enrolment = partly(cast)
    meeting = enrolment.session.meetings.get()
    for person in (cast.coordinator, cast.organiser):
        with pytest.raises(PermissionDenied):
            actions.object_to_minutes(enrolment, by=person, meeting=meeting, words="x")
    objection = make_objection(enrolment)

    for person in (cast.trainee, cast.coordinator):
        with pytest.raises(PermissionDenied):
            actions.decide_objection(objection, by=person, minutes=180, answer="x")


def test_the_trainer_hears_of_it(cast: Cast) -> None:
    enrolment = partly(cast)
    trainer = make_staff("trainer")
    enrolment.session.trainers.add(trainer)

    make_objection(enrolment)

    assert Notification.objects.get(user=trainer).kind == "training_objection"


def test_the_pages_of_both_sides(cast: Cast, client: Client) -> None:
    enrolment = partly(cast)
    meeting = enrolment.session.meetings.get()
    client.force_login(cast.trainee)
    client.post(
        reverse("training:objection_new", args=[enrolment.uid]),
        {"meeting": meeting.pk, "words": "Byłam dłużej"},
    )
    objection = Objection.objects.get()
    address = reverse("training:objection_decide", args=[enrolment.session_id, objection.pk])

    client.force_login(cast.organiser)
    assert "Byłam dłużej" in page(client, "attendance", enrolment.session_id)
    prefix = f"objection-{objection.pk}"
    client.post(address, {f"{prefix}-minutes": 999, f"{prefix}-answer": "x"})
    objection.refresh_from_db()
    assert objection.state == "open"
    client.post(address, {f"{prefix}-minutes": 180, f"{prefix}-answer": "Sprawdziliśmy."})

    client.force_login(cast.trainee)
    text = page(client, "enrolment", enrolment.uid)
    assert "180 z 180 min" in text
    assert "Sprawdziliśmy." in text


def test_a_meeting_of_another_session_is_no_choice(cast: Cast, trainee: Client) -> None:
    enrolment = partly(cast)
    other = make_attended(cast.organiser).session.meetings.get()

    trainee.post(
        reverse("training:objection_new", args=[enrolment.uid]),
        {"meeting": other.pk, "words": "x"},
    )

    assert not Objection.objects.exists()


def test_presence_is_confirmed_on_paper(cast: Cast, trainee: Client) -> None:
    enrolment = partly(cast)

    text = words_of(trainee.get(reverse("training:presence_pdf", args=[enrolment.uid])).content)

    assert "Potwierdzenie obecności" in text
    assert "Teresa Uczestniczka" in text
    assert "09:00–12:00 1 h" in text


def test_who_was_absent_gets_no_paper(cast: Cast, trainee: Client) -> None:
    enrolment = make_enrolment(make_past_session(), cast.trainee)
    record(enrolment.session.meetings.get(), cast.organiser, (enrolment, "absent"))

    answer = trainee.get(reverse("training:presence_pdf", args=[enrolment.uid]))

    assert answer.status_code == 404
