"""More or fewer places in a session, and what that would do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from training.actions.enrolling import checked_way
from training.actions.organising import NUMBERS, check_not_over, check_organises, note
from training.models import Enrolment, SeatOffer, Session
from training.seats import locked, promote, seats, to_be_offered
from training.states import SessionVerb, Way

HOUR = timedelta(hours=1)
MOST_OFFERS = 50  # of one session within an hour: 20 typed as 200 writes to few


def change_capacity(
    session: Session,
    *,
    by: User,
    capacity: int,
    way: Way | None = None,
    shown: int | None = None,
    at: datetime | None = None,
) -> Sequence[SeatOffer]:
    """Set the number of places, of one way where there are two. More: offers go out along the line.

    Fewer: nobody loses a seat. `shown` is how many offers were announced to whoever decides this.

    Returns the offers made. Raises ValidationError where there would be more than were shown, or than may
    go out within an hour: then nothing is changed.
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
        room = offers_left(session, at=at)
        offers = promote(session, at=at)
        _check_offers(len(offers), room=room, shown=shown)
    return offers


def offers_left(session: Session, *, at: datetime) -> int:
    """How many offers may still go out within the hour for a changed number of places."""
    recent = SeatOffer.objects.filter(enrolment__session=session, offered_at__gt=at - HOUR)
    return max(MOST_OFFERS - recent.count(), 0)


def _check_offers(made: int, *, room: int, shown: int | None) -> None:
    if made > room:
        raise ValidationError(
            _(
                "At most %(most)s offers go out within an hour. Choose fewer places, then add more later."
            )
            % {"most": MOST_OFFERS}
        )
    if shown is not None and made > shown:
        raise ValidationError(
            _("Meanwhile more people are waiting, so more offers would go out. Look at it again.")
        )


@dataclass(frozen=True)
class CapacityPreview:
    """What another number of places would do: who would get an offer, seats that would be too many."""

    way: Way
    before: int
    capacity: int
    taken: int
    over: int
    people: Sequence[Enrolment]
    room: int  # offers that may go out now

    @property
    def offers(self) -> int:
        return len(self.people)

    @property
    def is_too_much(self) -> bool:
        return self.offers > self.room


def preview_capacity(
    session: Session, way: Way, capacity: int, *, at: datetime | None = None
) -> CapacityPreview:
    """Say what `change_capacity` would do, without doing it."""
    at = at or timezone.now()
    now = seats(session, way)
    free, over = max(capacity - now.taken, 0), max(now.taken - capacity, 0)
    people = to_be_offered(session, way, free, at=at)
    room = offers_left(session, at=at)
    return CapacityPreview(way, now.capacity, capacity, now.taken, over, people, room)
