"""The end put off, or comments taken again: who may, until when, who hears, and what stands on the page."""

from collections.abc import Sequence
from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from foundation.mailing.models import OutgoingMail
from knowledge.consultations import notices
from knowledge.consultations.actions.deadlines import put_off_end
from knowledge.consultations.actions.opening import conclude
from knowledge.consultations.notices import follow, tell_of_consultations
from knowledge.models import Comment, Consultation, DeadlineChange
from tests.cast import Cast
from tests.knowledge.consultations.factories import (
    DAY,
    at,
    make_comment,
    make_consultation,
    make_past,
    make_response,
)

WHY = "Wiele urzędów prosiło o dłuższy termin."


def put_off(consultation: Consultation, by, until: datetime, moment: datetime) -> DeadlineChange:
    return put_off_end(consultation, by=by, closes_at=until, reason_pl=WHY, at=moment)


def told() -> Sequence[str]:
    """Who was written to, in order; the letters are then forgotten."""
    mails = OutgoingMail.objects.filter(kind=notices.KIND)
    heard = list(mails.order_by("pk").values_list("recipient", flat=True))
    mails.delete()
    return heard


@pytest.fixture
def november(cast: Cast) -> Consultation:
    """From the 1st to the 20th, followed by somebody of another office."""
    made = make_consultation(at=at(1), opens_at=at(1), closes_at=at(20))
    follow(made, user=cast.stranger)
    tell_of_consultations(at=at(1))
    told()
    return made


def test_comments_come_in_until_the_new_end(cast: Cast, november: Consultation) -> None:
    put_off(november, cast.reviewer, at(27), at(19))

    comment = make_comment(november, moment=at(26))
    assert comment.state == Comment.State.PUBLISHED
    with pytest.raises(ValidationError):
        make_comment(november, moment=at(27))


def test_a_closed_one_opens_again_until_a_response_is_published(
    cast: Cast, november: Consultation
) -> None:
    """Seen failing with the responses not asked about."""
    comment = make_comment(november, moment=at(19))
    change = put_off(november, cast.reviewer, at(25), at(21))
    make_response(comment)

    assert change.is_reopening
    put_off(november, cast.reviewer, at(26), at(22))  # runs again, so it only takes longer
    with pytest.raises(ValidationError):
        put_off(november, cast.reviewer, at(30), at(27))


@pytest.mark.parametrize("until", [19, 20])
def test_the_end_never_comes_sooner(cast: Cast, november: Consultation, until: int) -> None:
    with pytest.raises(ValidationError):
        put_off(november, cast.reviewer, at(until), at(10))
    assert not DeadlineChange.objects.exists()


def test_when_it_is_refused(cast: Cast, november: Consultation) -> None:
    planned = make_consultation(at=at(1), opens_at=at(10), closes_at=at(30))
    with pytest.raises(ValidationError):
        put_off(planned, cast.reviewer, at(30) + DAY, at(2))
    with pytest.raises(PermissionDenied):
        put_off(november, cast.editor, at(27), at(19))
    with pytest.raises(ValidationError):
        put_off_end(november, by=cast.reviewer, closes_at=at(27), reason_pl=" ", at=at(19))
    with pytest.raises(ValidationError):
        put_off(november, cast.reviewer, at(22), at(23))
    conclude(november, by=cast.editor, at=at(21))
    with pytest.raises(ValidationError):
        put_off(november, cast.reviewer, at(27), at(22))


def test_those_who_follow_hear_of_a_longer_one_and_the_week_is_counted_anew(
    cast: Cast, november: Consultation
) -> None:
    """Seen failing with the week before the former end left due."""
    put_off(november, cast.reviewer, at(30), at(12))
    tell_of_consultations(at=at(12))
    mail = OutgoingMail.objects.get(kind=notices.KIND)
    assert WHY in mail.body_text
    assert told() == [cast.stranger.email]

    tell_of_consultations(at=at(14))
    assert told() == []
    tell_of_consultations(at=at(23))
    assert told() == [cast.coordinator.email, cast.stranger.email]


def test_coordinators_hear_of_one_that_opens_again(cast: Cast, november: Consultation) -> None:
    tell_of_consultations(at=at(14))
    told()
    put_off(november, cast.reviewer, at(30), at(21))
    tell_of_consultations(at=at(21))
    assert told() == [cast.coordinator.email, cast.stranger.email]

    tell_of_consultations(at=at(23))
    assert told() == [cast.coordinator.email, cast.stranger.email]


def test_the_page_says_what_was_changed_and_why(cast: Cast, client: Client) -> None:
    consultation = make_past(make_consultation())
    address = reverse("knowledge:consultation_deadline", args=consultation.address)
    desk = reverse("knowledge:unanswered", args=consultation.address)
    client.force_login(cast.reviewer)

    assert address in client.get(desk).text
    until = consultation.closes_at + 30 * DAY
    sent = {"closes_at": f"{until:%Y-%m-%dT%H:%M}", "reason_pl": "", "reason_en": "Asked for."}
    assert client.post(address, sent).status_code == 422
    client.post(address, sent | {"reason_pl": WHY})
    client.logout()

    shown = client.get(consultation.get_absolute_url())
    assert WHY.replace("o dłuższy", "o\N{NO-BREAK SPACE}dłuższy") in shown.text
    assert shown.context["consultation"].stage == "open"
    english = consultation.get_absolute_url().replace("/pl/", "/en/", 1)
    assert "Asked for." in client.get(english).text
