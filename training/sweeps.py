"""Due work of training: offers that run out, sessions that begin and end, reminders."""

from datetime import datetime, timedelta

from django.db import transaction

from training import telling
from training.actions import expire_offer
from training.models import Enrolment, SeatOffer, Session, SessionEvent
from training.seats import locked
from training.states import PROMOTING, EnrolmentState, SessionState, SessionVerb

REMIND_BEFORE = timedelta(hours=48)


def expire_offers(*, at: datetime, limit: int = 50) -> int:
    """Pass unanswered seats on; return how many offers were looked at."""
    offers = SeatOffer.objects.claim(at=at, limit=limit)
    for offer in offers:
        expire_offer(offer, at=at)
    return len(offers)


def advance_sessions(*, at: datetime, limit: int = 50) -> int:
    """Move sessions on when their time has come: to running, to done; return how many moved."""
    begun = Session.objects.filter(state__in=PROMOTING, starts_at__lte=at)
    ended = Session.objects.filter(state=SessionState.RUNNING, ends_at__lte=at)
    moved = [
        _advance(session, SessionState.RUNNING, SessionVerb.STARTED, at=at)
        for session in begun.order_by("starts_at")[:limit]
    ]
    moved += [
        _advance(session, SessionState.DONE, SessionVerb.FINISHED, at=at)
        for session in ended.order_by("ends_at")[:limit]
    ]
    return sum(moved)


def send_reminders(*, at: datetime) -> None:
    """Remind everybody with a seat in a session of the next two days, once for each date."""
    soon = Enrolment.objects.filter(
        state=EnrolmentState.CONFIRMED,
        session__state__in=PROMOTING,
        session__course__live=True,
        session__starts_at__gt=at,
        session__starts_at__lte=at + REMIND_BEFORE,
    )
    for enrolment in soon.for_list().iterator(chunk_size=200):
        telling.reminder(enrolment, at=at)


def _advance(session: Session, state: SessionState, verb: SessionVerb, *, at: datetime) -> bool:
    with transaction.atomic():
        known, session = session.state, locked(session)
        if session.state != known:
            return False
        session.state = state
        session.save(update_fields=["state"])
        SessionEvent.objects.create(session=session, verb=verb, at=at)
    return True
