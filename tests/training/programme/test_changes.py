"""What changes in a programme after people have chosen from it."""

from datetime import time

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from foundation.mailing.models import Notification
from tests.cast import Cast
from tests.training.factories import make_enrolment
from tests.training.pages import page
from tests.training.programme.factories import make_conference, make_talk
from training import actions
from training.feeds import own_events
from training.models import Enrolment, Session, Speaker, Talk, Track


def chosen(cast: Cast, session: Session, *hours: int, **more) -> tuple[Enrolment, Talk]:
    enrolment = session.enrolments.first() or make_enrolment(session, cast.trainee)
    talk = make_talk(session, *hours, capacity=5, **more)
    actions.choose_talk(talk, enrolment=enrolment, by=enrolment.person)
    return enrolment, talk


def test_another_room_reaches_those_who_chose(cast: Cast, organiser: Client) -> None:
    """Seen failing without the news: a track could only be taken out, and not while it held talks."""
    session = make_conference()
    track = Track.objects.create(session=session, name_pl="Ścieżka A", room="Sala 3")
    _enrolment, talk = chosen(cast, session, track=track)
    at = talk.starts_at
    address = reverse("training:programme_change", args=[session.pk, "track", track.pk])
    assert address in page(organiser, "programme_edit", session.pk)

    organiser.post(address, {"name_pl": "Ścieżka A", "name_en": "Track A", "room": "Sala 3"})
    assert not Notification.objects.filter(user=cast.trainee).exists()
    organiser.post(address, {"name_pl": "Ścieżka A", "room": "Aula"})

    (told,) = Notification.objects.filter(user=cast.trainee)
    assert "Kopie w praktyce" in told.text
    event = own_events(cast.trainee, at=at)[-1]
    assert (event.location.split(",")[0], event.sequence) == ("Aula", 1)
    assert "Aula" in page(organiser, "programme", session.pk)


def test_what_is_open_to_everybody_tells_all_who_have_a_place(cast: Cast) -> None:
    """Seen failing when only choices were asked: nobody chooses such a talk, so nobody was told."""
    session = make_conference()
    make_enrolment(session, cast.trainee)
    make_enrolment(session, cast.colleague, state=Enrolment.State.CANCELLED)
    opening, chosen_by_nobody = make_talk(session), make_talk(session, 10, 11, capacity=5)

    for talk in (opening, chosen_by_nobody):
        actions.write_talk(
            session, by=cast.organiser, talk=talk, details={"starts": time(11), "ends": time(12)}
        )
    actions.take_out(opening, by=cast.organiser)

    told = Notification.objects.order_by("pk").values_list("user", "text")
    assert list(told) == [
        (cast.trainee.pk, "Nowa godzina lub sala: Kopie w praktyce"),
        (cast.trainee.pk, "Usunięte z programu: Kopie w praktyce"),
    ]


def test_a_name_is_given_once_and_only_by_organisers(cast: Cast, organiser: Client) -> None:
    session = make_conference()
    first, second = (Track.objects.create(session=session, name_pl=name) for name in "AB")
    speaker = Speaker.objects.create(session=session, name="Lucja Zak")

    address = reverse("training:programme_change", args=[session.pk, "track", second.pk])
    twice = organiser.post(address, {"name_pl": "A"})
    actions.change_part(speaker, by=cast.organiser, details={"name": "Łucja Żak"})

    assert twice.status_code == 422
    assert ">B</h1>" in twice.content.decode()
    assert Speaker.objects.get().name == "Łucja Żak"
    with pytest.raises(PermissionDenied):
        actions.change_part(first, by=cast.trainee, details={"room": "Aula"})
    with pytest.raises(ValidationError):
        actions.change_part(second, by=cast.organiser, details={"name_pl": "A"})


def test_two_talks_that_came_to_one_hour_are_said_to_clash(cast: Cast, trainee: Client) -> None:
    """Seen failing when only talks outside the plan were compared with it."""
    session = make_conference()
    chosen(cast, session, 9, 10)
    _enrolment, later = chosen(cast, session, 10, 11, title_pl="Łatanie dziur")
    words = "o porze innego wystąpienia z Twojego planu"
    assert words not in page(trainee, "programme", session.pk)

    Talk.objects.filter(pk=later.pk).update(starts=time(9), ends=time(10))

    assert page(trainee, "programme", session.pk).count(words) == 2


def test_the_calendar_file_holds_the_plan(cast: Cast, trainee: Client) -> None:
    """Seen failing with the conference alone in the file."""
    enrolment, _talk = chosen(cast, make_conference(), title_pl="Łatanie dziur")
    chosen(cast, make_conference(), title_pl="Inna konferencja")

    file = trainee.get(reverse("training:enrolment_calendar", args=[enrolment.uid]))

    text = file.content.decode()
    assert text.count("BEGIN:VEVENT") == 2
    assert "SUMMARY:Łatanie dziur" in text
