"""More or fewer places in a session, and what that would do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from foundation.accounts.models import User
from training.actions.enrolling import checked_way
from training.actions.organising import NUMBERS, check_not_over, check_organises, note
from training.models import SeatOffer, Session
from training.seats import locked, promote, seats
from training.states import SessionVerb, Way


def change_capacity(
    session: Session,
    *,
    by: User,
    capacity: int,
    way: Way | None = None,
    at: datetime | None = None,
) -> Sequence[SeatOffer]:
    """Set the number of places, of one way where there are two. More: offers go out along the line.

    Fewer: nobody loses a seat.

    Returns the offers made.
    """
    check_organises(by=by)
    at = at or timezone.now()
    with transaction.atomic():
        session = locked(session)
        check_not_over(session)
        way = checked_way(session, way)
        before = session.places_for(way)
        session.set_places(way, capacity)
        session.full_clean()
        session.save(update_fields=NUMBERS)
        verb = SessionVerb.CAPACITY
        note(session, verb, by=by, at=at, way=way, before=before, after=capacity)
        return promote(session, at=at)


@dataclass(frozen=True)
class CapacityPreview:
    """What another number of places would do: offers that would go out, seats that would be too many."""

    way: Way
    before: int
    capacity: int
    taken: int
    offers: int
    over: int


def preview_capacity(session: Session, way: Way, capacity: int) -> CapacityPreview:
    """Say what `change_capacity` would do, without doing it; limits per office may make it fewer offers."""
    now = seats(session, way)
    free, over = max(capacity - now.taken, 0), max(now.taken - capacity, 0)
    offers = min(free, now.waiting)
    return CapacityPreview(way, now.capacity, capacity, now.taken, offers=offers, over=over)
