"""Rounds of wishes for tests."""

from datetime import timedelta

from django.utils import timezone

from foundation.accounts.models import Organisation, User
from tests.training.factories import make_enrolment, make_session
from training.models import Enrolment, Session, WishRound
from training.states import EnrolmentState


def make_round(session: Session | None = None, *, is_over: bool = True, **fields) -> WishRound:
    """A round whose window is over, unless told otherwise."""
    hours = -1 if is_over else 24
    until = timezone.now() + timedelta(hours=hours)
    session = session or make_session(capacity=2)
    return WishRound.objects.create(session=session, **{"wishes_until": until} | fields)


def make_wish(
    wish_round: WishRound, person: User | None = None, organisation: Organisation | None = None
) -> Enrolment:
    return make_enrolment(wish_round.session, person, organisation, state=EnrolmentState.REQUESTED)
