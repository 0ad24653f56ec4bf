"""Whom the seat service lets in, and who may answer and cancel."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from foundation.accounts.models import Mandate
from tests.cast import Cast
from tests.factories import make_membership
from tests.training.enrolments import enrol_self, states
from tests.training.factories import make_enrolment, make_session
from training.actions import (
    accept_offer,
    cancel_enrolment,
    enrol,
    enrol_members,
)
from training.models import Session
from training.states import EnrolmentState


@pytest.mark.parametrize(
    "fields",
    [
        {"state": Session.State.DRAFT},
        {"state": Session.State.ANNOUNCED},
        {"state": Session.State.CLOSED},
        {"state": Session.State.CANCELLED},
        {"registration_opens_at": timezone.now() + timedelta(days=1)},
        {"registration_closes_at": timezone.now() - timedelta(days=1)},
        {"days": -1},
    ],
)
def test_a_session_that_takes_nobody_says_so(cast: Cast, fields: dict) -> None:
    session = make_session(**fields)

    with pytest.raises(ValidationError):
        enrol_self(session, cast.trainee)

    assert states(session) == []


def test_nobody_enrols_twice(cast: Cast) -> None:
    session = make_session()
    enrol_self(session, cast.trainee)

    with pytest.raises(ValidationError):
        enrol_self(session, cast.trainee)


@pytest.mark.fault("B1")
@pytest.mark.parametrize(
    ("by", "person", "organisation"),
    [
        ("trainee", "trainee", "other_office"),  # an office one does not act for
        ("colleague", "trainee", "office"),  # a member is no coordinator
        ("coordinator", "stranger", "office"),  # not a member of this office
        ("coordinator", "stranger", "other_office"),  # not the coordinator of that one
        ("delegate", "delegate", "office"),  # without naming the mandate
    ],
)
def test_person_and_office_are_checked(cast: Cast, by: str, person: str, organisation: str) -> None:
    """Seen failing with `may_enrol` returning True."""
    with pytest.raises(PermissionDenied):
        enrol(
            make_session(),
            person=cast.person(person),
            organisation=getattr(cast, organisation),
            by=cast.person(by),
        )


def test_a_delegate_enrols_under_a_mandate_for_training(cast: Cast) -> None:
    mandate = Mandate.objects.get()
    session = make_session()
    arguments = {"person": cast.delegate, "organisation": cast.office, "by": cast.delegate}

    Mandate.objects.update(scope=Mandate.Scope.HELPDESK)
    with pytest.raises(PermissionDenied):
        enrol(session, **arguments, mandate=mandate)
    Mandate.objects.update(scope=Mandate.Scope.TRAINING)
    enrolment = enrol(session, **arguments, mandate=mandate)

    assert (enrolment.organisation, enrolment.mandate) == (cast.office, mandate)


def test_a_coordinator_enrols_members_all_or_none(cast: Cast) -> None:
    session = make_session(capacity=1)
    enrol_self(session, cast.colleague)
    people = [cast.requester, cast.colleague]

    with pytest.raises(ValidationError):
        enrol_members(session, people=people, organisation=cast.office, by=cast.coordinator)
    assert states(session) == [EnrolmentState.CONFIRMED]
    made = enrol_members(
        session,
        people=[cast.requester, cast.trainee],
        organisation=cast.office,
        by=cast.coordinator,
    )

    assert [(e.state, e.enrolled_by, e.agreed_at) for e in made] == [
        (EnrolmentState.WAITING, cast.coordinator, None)
    ] * 2


def test_who_may_cancel(cast: Cast) -> None:
    for role in ("colleague", "stranger", "agent"):
        with pytest.raises(PermissionDenied):
            cancel_enrolment(make_enrolment(person=cast.trainee), by=cast.person(role))
    for role in ("trainee", "coordinator", "organiser", "administrator"):
        enrolment = cancel_enrolment(make_enrolment(person=cast.trainee), by=cast.person(role))
        assert enrolment.state == EnrolmentState.CANCELLED


def test_only_the_person_answers_an_offer(cast: Cast) -> None:
    enrolment = make_enrolment(person=cast.trainee, state=EnrolmentState.OFFERED)

    with pytest.raises(PermissionDenied):
        accept_offer(enrolment, by=cast.coordinator)


def test_a_session_that_has_begun_is_not_cancelled_by_participants(cast: Cast) -> None:
    enrolment = make_enrolment(make_session(days=-1), cast.trainee)

    with pytest.raises(ValidationError):
        cancel_enrolment(enrolment, by=cast.trainee)


def test_a_person_with_another_office_enrols_for_the_right_one(cast: Cast) -> None:
    make_membership(cast.trainee, cast.other_office)

    enrolment = enrol(
        make_session(), person=cast.trainee, organisation=cast.other_office, by=cast.trainee
    )

    assert enrolment.organisation == cast.other_office
