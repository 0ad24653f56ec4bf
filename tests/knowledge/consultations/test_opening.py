"""From the opening to the version after the comments, and who hears of it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from foundation.accounts.models import User
from foundation.mailing.models import Notification, OutgoingMail
from knowledge.actions.standards import publish_version
from knowledge.consultations import notices
from knowledge.consultations.actions.opening import (
    begin_consultations,
    conclude,
    prepare_final_version,
)
from knowledge.consultations.notices import follow, tell_of_consultations
from knowledge.consultations.reading import on_requirement, on_version
from knowledge.models import Consultation, StandardVersion
from tests.cast import Cast
from tests.knowledge.consultations.factories import (
    DAY,
    at,
    make_comment,
    make_consultation,
    make_draft,
    make_response,
)
from tests.knowledge.factories import make_version


def told() -> list[str]:
    """Addresses that mail was written to, in order."""
    mails = OutgoingMail.objects.filter(kind=notices.KIND)
    return list(mails.order_by("pk").values_list("recipient", flat=True))


def test_a_draft_is_seen_by_nobody_before_its_moment(cast: Cast) -> None:
    planned = make_consultation(at=at(1), opens_at=at(10), closes_at=at(30))

    assert not Consultation.objects.visible_to(cast.coordinator).exists()
    assert Consultation.objects.visible_to(cast.editor).get() == planned
    assert begin_consultations(at=at(9)) == 0
    assert begin_consultations(at=at(10)) == 1
    assert begin_consultations(at=at(10)) == 0
    assert Consultation.objects.visible_to(cast.coordinator).get() == planned
    assert StandardVersion.objects.visible_to(cast.anonymous).get() == planned.version


def test_the_words_of_a_consulted_draft_are_fixed(db: None) -> None:
    text = make_consultation().version.texts.first()
    text.text_pl = "Inne słowa"

    with pytest.raises(ValidationError):
        text.full_clean()


def test_who_may_open_and_what(cast: Cast) -> None:
    draft = make_draft()
    moments = {"opens_at": at(1), "closes_at": at(2), "about": {"about_pl": "Co?"}}

    with pytest.raises(PermissionDenied):
        make_consultation_by(cast.editor, draft, **moments)
    with pytest.raises(ValidationError):
        make_consultation(make_version())
    with pytest.raises(ValidationError):
        make_consultation(draft, at=at(1), opens_at=at(5), closes_at=at(4))
    make_consultation(draft)
    with pytest.raises(ValidationError):
        make_consultation(draft)


def make_consultation_by(user: User, draft: StandardVersion, **fields) -> Consultation:
    from_factory = make_consultation.__globals__["open_consultation"]
    return from_factory(draft, by=user, **fields)


def test_coordinators_hear_of_the_opening_and_once_a_week_before_the_end(cast: Cast) -> None:
    make_consultation(at=at(1), opens_at=at(1), closes_at=at(30))
    tell_of_consultations(at=at(1))
    tell_of_consultations(at=at(2))
    assert told() == [cast.coordinator.email]

    for day in (23, 24):
        tell_of_consultations(at=at(day))
    assert told() == [cast.coordinator.email] * 2
    assert Notification.objects.filter(user=cast.coordinator).count() == 2


def test_a_short_consultation_has_no_week_left(cast: Cast) -> None:
    make_consultation(at=at(1), opens_at=at(1), closes_at=at(6))
    tell_of_consultations(at=at(1))
    tell_of_consultations(at=at(5))

    assert told() == [cast.coordinator.email]


def test_those_who_follow_hear_of_the_responses(cast: Cast) -> None:
    consultation = make_consultation(at=at(1), opens_at=at(1), closes_at=at(20))
    comment = make_comment(
        consultation, by=cast.coordinator, organisation=cast.office, moment=at(2)
    )
    follow(consultation, user=cast.stranger)
    follow(consultation, user=cast.trainee)
    follow(consultation, user=cast.trainee, is_wanted=False)
    for moment in (at(2), at(14)):
        tell_of_consultations(at=moment)
    OutgoingMail.objects.all().delete()

    with pytest.raises(ValidationError):
        conclude(consultation, by=cast.editor, at=at(19))
    with pytest.raises(ValidationError):
        conclude(consultation, by=cast.editor, at=at(21))
    make_response(comment)
    conclude(consultation, by=cast.editor, at=at(21))
    tell_of_consultations(at=at(21))
    assert told() == [cast.coordinator.email, cast.stranger.email]


def test_the_final_version_shows_which_comments_changed_it(cast: Cast) -> None:
    consultation = make_consultation(at=at(1), opens_at=at(1), closes_at=at(20))
    first, second = consultation.version.texts.all()
    accepted, rejected = (
        make_comment(consultation, text=first, moment=at(2), body=body) for body in ("Tak", "Nie")
    )
    make_response(accepted, changes=[first.requirement])
    make_response(rejected, verdict="rejected")
    conclude(consultation, by=cast.editor, at=at(21))
    final = prepare_final_version(consultation, by=cast.editor, number="2.0")

    texts = list(final.texts.values_list("code", "text_pl"))
    assert texts == list(consultation.version.texts.values_list("code", "text_pl"))
    publish_version(final, by=cast.reviewer, in_force_from=at(25).date() + DAY)
    shown = on_version(final, cast.anonymous)["changing_comments"]
    assert list(shown) == [accepted]
    by_code = {text.code: on_requirement(text, cast.anonymous) for text in final.texts.all()}
    assert list(by_code[first.code]["changing_comments"]) == [accepted]
    assert list(by_code[second.code]["changing_comments"]) == []


def test_a_draft_is_not_published_past_its_consultation(cast: Cast) -> None:
    consultation = make_consultation()

    with pytest.raises(ValidationError):
        publish_version(consultation.version, by=cast.reviewer, in_force_from=at(25).date())
