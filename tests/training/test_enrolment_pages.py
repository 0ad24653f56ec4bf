from datetime import time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from foundation.accounts.models import User
from foundation.accounts.models.user import NO_MAILBOX
from foundation.mailing.models import MailPart
from tests.cast import Cast
from tests.training.factories import add_meeting, make_enrolment, make_session
from tests.training.pages import enrol_data, page
from training.actions import cancel_enrolment
from training.models import Enrolment, Session
from training.states import EnrolmentState


def test_enrolling_on_the_page(cast: Cast, trainee: Client) -> None:
    session = make_session(capacity=3)
    text = page(trainee, "session", session.pk)
    assert "3 z 3" in text or "3 of 3" in text

    response = trainee.post(
        reverse("training:enrol", args=[session.pk]), enrol_data(cast, note="napisy")
    )

    enrolment = Enrolment.objects.get()
    assert response.url == enrolment.get_absolute_url()
    assert (enrolment.person, enrolment.organisation, enrolment.note) == (
        cast.trainee,
        cast.office,
        "napisy",
    )
    assert enrolment.agreed_at is not None


def test_a_form_with_errors_keeps_what_was_typed(cast: Cast, trainee: Client) -> None:
    session = make_session()
    address = reverse("training:enrol", args=[session.pk])

    response = trainee.post(address, {"organisation": cast.office.pk, "note": "proszę o napisy"})

    assert response.status_code == 422
    assert "proszę o napisy" in response.content.decode()
    assert Enrolment.objects.count() == 0


def test_another_office_chosen_meanwhile_is_noticed(cast: Cast, trainee: Client) -> None:
    session = make_session()
    address = reverse("training:enrol", args=[session.pk])

    response = trainee.post(address, enrol_data(cast, organisation=cast.other_office.pk))

    assert response.status_code == 422
    assert Enrolment.objects.count() == 0


def test_pressing_twice_enrols_once(cast: Cast, trainee: Client) -> None:
    session = make_session()
    address = reverse("training:enrol", args=[session.pk])

    statuses = [trainee.post(address, enrol_data(cast)).status_code for _ in range(2)]

    assert statuses == [302, 422]
    assert Enrolment.objects.count() == 1


def test_a_draft_session_is_not_there_for_others(cast: Cast, trainee: Client) -> None:
    session = make_session(state=Session.State.DRAFT)

    assert trainee.get(session.get_absolute_url()).status_code == 404
    assert trainee.post(reverse("training:enrol", args=[session.pk])).status_code == 404


def test_a_coordinator_enrols_members_on_the_page(cast: Cast, client: Client) -> None:
    session = make_session()
    client.force_login(cast.coordinator)
    address = reverse("training:enrol_members", args=[session.pk])
    people = client.get(address).context["people"]
    assert set(people) == {cast.requester, cast.colleague, cast.coordinator, cast.trainee}

    client.post(address, {"people": [cast.requester.pk, cast.trainee.pk], "confirm": "all"})
    refused = client.post(address, {"people": [cast.stranger.pk], "confirm": "all"})

    assert refused.status_code == 422
    assert set(session.enrolments.values_list("person", flat=True)) == {
        cast.requester.pk,
        cast.trainee.pk,
    }


@pytest.mark.fault("B12")
@pytest.mark.parametrize("name", ["enrolment", "enrolment_calendar", "join"])
@pytest.mark.parametrize("role", ["colleague", "stranger", "agent", "delegate"])
def test_the_enrolment_of_another_person_is_not_there(
    cast: Cast, client: Client, name: str, role: str
) -> None:
    """Seen failing with `visible_to` and `person=request.user` left out of the getters."""
    enrolment = make_enrolment(person=cast.trainee)
    client.force_login(cast.person(role))

    address = reverse(f"training:{name}", args=[enrolment.uid])

    assert client.get(address).status_code == 404


def test_my_training_tells_the_place_in_line(cast: Cast, trainee: Client) -> None:
    session = make_session(capacity=1)
    make_enrolment(session)
    make_enrolment(session, state=EnrolmentState.WAITING)
    make_enrolment(session, cast.trainee, state=EnrolmentState.WAITING)

    response = trainee.get(reverse("training:my_enrolments"))

    assert [e.position for e in response.context["waiting"]] == [2]


def test_accepting_and_cancelling_on_the_page(cast: Cast, trainee: Client) -> None:
    session = make_session(capacity=1)
    first = make_enrolment(session)
    waiting = make_enrolment(session, cast.trainee, state=EnrolmentState.WAITING)
    cancel_enrolment(first, by=first.person)
    assert len(trainee.get(reverse("training:my_enrolments")).context["offers"]) == 1

    states = []
    for name in ("offer_accept", "enrolment_cancel", "enrolment_cancel"):
        trainee.post(reverse(f"training:{name}", args=[waiting.uid]))
        waiting.refresh_from_db()
        states.append(waiting.state)

    assert states == ["confirmed", "cancelled", "cancelled"]


@pytest.mark.fault("H3")
def test_one_uid_in_mail_file_and_page(cast: Cast, trainee: Client) -> None:
    """Seen failing with a UID made anew in `invitation_of`."""
    session = make_session()
    trainee.post(reverse("training:enrol", args=[session.pk]), enrol_data(cast))
    enrolment = Enrolment.objects.get()

    file = trainee.get(reverse("training:enrolment_calendar", args=[enrolment.uid])).content
    mail = bytes(MailPart.objects.get().body)

    uids = {str(e["uid"]) for body in (file, mail) for e in Calendar.from_ical(body).walk("VEVENT")}
    assert uids == {str(enrolment.uid)}
    assert f'data-uid="{enrolment.uid}"' in page(trainee, "enrolment", enrolment.uid)


@pytest.mark.fault("H6")
def test_the_joining_address_opens_only_for_participants_and_in_time(
    cast: Cast, trainee: Client
) -> None:
    """Seen failing with the joining address as the invitation's location, and without the time window."""
    session = make_session()
    enrolment = make_enrolment(session, cast.trainee)
    address = reverse("training:join", args=[enrolment.uid])
    shown = [
        page(trainee, "session", session.pk),
        page(trainee, "enrolment", enrolment.uid),
        page(trainee, "join", enrolment.uid),
        trainee.get(reverse("training:enrolment_calendar", args=[enrolment.uid])).content.decode(),
    ]
    assert [text for text in shown if "spotkania.example" in text] == []

    today = timezone.localdate()
    for on in (today, today + timedelta(days=1)):  # also where midnight passes meanwhile
        add_meeting(session, on, time(0), time(23, 59, 59, 999999))
    assert trainee.get(address).url == session.joining_url

    enrolment.state = EnrolmentState.WAITING
    enrolment.waiting_since = timezone.now()
    enrolment.save()
    assert trainee.get(address).status_code == 404


def test_back_from_a_sign_in_one_stands_where_one_was(cast: Cast, trainee: Client) -> None:
    """Seen failing with an empty page that said 405; and opening an address answers nothing."""
    session = make_session()
    offered = make_enrolment(session, cast.trainee, state=EnrolmentState.OFFERED)
    names = ("enrolment_cancel", "offer_accept", "offer_decline")
    addresses = [reverse(f"training:{name}", args=[offered.uid]) for name in names]
    enrol = reverse("training:enrol", args=[session.pk])

    led = [trainee.get(address).headers.get("Location") for address in [*addresses, enrol]]

    assert led == [*[offered.get_absolute_url()] * 3, session.get_absolute_url()]
    offered.refresh_from_db()
    assert offered.state == EnrolmentState.OFFERED


@pytest.mark.parametrize("has_mailbox", [True, False])
def test_nobody_is_sent_to_a_mailbox_they_do_not_have(
    cast: Cast, trainee: Client, has_mailbox: bool
) -> None:
    """Seen failing with the invitation „on its way” to somebody who is mailed nothing."""
    full = make_session(capacity=1)
    other = make_enrolment(full)
    enrolment = make_enrolment(full, cast.trainee, state=EnrolmentState.WAITING)
    cancel_enrolment(other, by=other.person)
    if not has_mailbox:
        User.objects.filter(pk=cast.trainee.pk).update(email=f"teresa@{NO_MAILBOX}")

    address = reverse("training:offer_accept", args=[enrolment.uid])
    said = trainee.post(address, follow=True).content.decode()

    assert "Miejsce potwierdzone." in said
    assert ("do Twojej skrzynki" in said) == has_mailbox
