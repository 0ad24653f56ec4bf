"""The seat service: every path to a seat goes through here, and only here seats are given.

The rule: lock the session's row, read everything again, decide, write. Seats are counted from states,
never stored. On PostgreSQL `select_for_update` makes the paths queue up at the session's row. SQLite
has no row locks: there the same safety rests on IMMEDIATE transactions (settings), which take the one
write lock when the transaction begins, before anything is read. A test holds the setting in place.

Each way of taking part, on site and online, has places, a line and a limit per office of its own; one lock
guards both.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.accounts.models import Organisation, User
from training import telling
from training.models import Approval, Enrolment, EnrolmentEvent, SeatOffer, Session
from training.models.placed import Seats
from training.models.wish_round import undrawn_round
from training.offers import offer_deadline
from training.states import EnrolmentState, EnrolmentVerb, Way


def locked(session: Session) -> Session:
    """Lock the session's row until the transaction ends and return it read afresh."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A seat is decided inside a transaction")
    return (
        Session.objects.select_for_update(of=("self",)).select_related("course").get(pk=session.pk)
    )


def locked_enrolment(enrolment: Enrolment) -> Enrolment:
    """Lock the session first, then read the enrolment: what was read before the lock decides nothing."""
    session = locked(enrolment.session)
    fresh = Enrolment.objects.select_related("person", "organisation").get(pk=enrolment.pk)
    fresh.session = session
    return fresh


def seats(session: Session, way: Way) -> Seats:
    """Count now; true for as long as the caller holds the lock."""
    return Session.objects.order_by().with_seats().get(pk=session.pk).seats_for(way)


def first_in_line(session: Session, way: Way) -> Enrolment | None:
    """The first of the waiting list whose office has room under the session's limit."""
    return next(iter(_next_in_line(session, way, 1)), None)


def to_be_offered(session: Session, way: Way, free: int, *, at: datetime) -> Sequence[Enrolment]:
    """Whom `promote` would offer a seat if `free` were free, in their order."""
    if undrawn_round(session) or not session.gives_away_free_seats(at):
        return []
    return _next_in_line(session, way, free)


def _next_in_line(session: Session, way: Way, most: int) -> Sequence[Enrolment]:
    """The first `most` of the waiting list whose offices have room under the session's limit."""
    line = session.enrolments.in_line().filter(way=way).select_related("person", "organisation")
    if session.organisation_limit is None:
        return list(line[:most])
    taken = _taken_by_office(session, way)
    found: list[Enrolment] = []
    for enrolment in line if most else []:
        if taken[enrolment.organisation_id] < session.organisation_limit:
            taken[enrolment.organisation_id] += 1
            found.append(enrolment)
        if len(found) == most:
            break
    return found


def room_for(session: Session, way: Way, organisation: Organisation) -> int:
    """How many newcomers of this office get a seat at once: the smaller of both limits, none past the line."""
    if first_in_line(session, way) is not None:
        return 0
    free = seats(session, way).free
    if session.organisation_limit is None:
        return free
    taken = _taken_by_office(session, way)[organisation.pk]
    return min(free, max(session.organisation_limit - taken, 0))


def has_room(enrolment: Enrolment, way: Way | None = None) -> bool:
    """Would this person get a seat at once, in the way asked for or else their own? The session is locked."""
    return room_for(enrolment.session, way or Way(enrolment.way), enrolment.organisation) > 0


def may_hold_seat(enrolment: Enrolment) -> bool:
    """Is a seat free that could be kept while a supervisor is asked? The session is locked."""
    return undrawn_round(enrolment.session) is None and has_room(enrolment)


def give_or_queue(enrolment: Enrolment, *, by: User | None, at: datetime) -> None:
    """Save a new or approved enrolment with a seat, in line or as a wish. The session is locked."""
    before = enrolment.state
    if undrawn_round(enrolment.session):
        enrolment.state, verb = EnrolmentState.REQUESTED, EnrolmentVerb.WISHED
        tell = telling.wished
    elif enrolment.has_seat or has_room(enrolment):
        enrolment.state, verb = EnrolmentState.CONFIRMED, EnrolmentVerb.ENROLLED
        tell = telling.confirmed
    else:
        enrolment.state, verb = EnrolmentState.WAITING, EnrolmentVerb.JOINED_WAITING_LIST
        enrolment.waiting_since = at
        tell = telling.waiting
    enrolment.held_until = None
    enrolment.full_clean()
    enrolment.save()
    note_event(enrolment, verb, by=by, before=before, at=at)
    tell(enrolment, at=at)


def promote(session: Session, *, at: datetime) -> list[SeatOffer]:
    """Offer every free seat to the first in line for it, as long as there is one. The session is locked."""
    offers: list[SeatOffer] = []
    for way in session.ways:
        for enrolment in to_be_offered(session, way, seats(session, way).free, at=at):
            enrolment.session = session
            offers.append(_offer(enrolment, at=at))
    return offers


def _offer(enrolment: Enrolment, *, at: datetime) -> SeatOffer:
    move(enrolment, EnrolmentState.OFFERED, EnrolmentVerb.OFFERED, by=None, at=at)
    until = offer_deadline(at, enrolment.session.starts_at)
    offer = SeatOffer.objects.create(
        enrolment=enrolment, offered_at=at, expires_at=until, next_try_at=until
    )
    telling.offered(enrolment, offer, at=at)
    return offer


def open_offer(enrolment: Enrolment, *, at: datetime) -> SeatOffer:
    """The offer that can still be answered, else a ValidationError that says why not."""
    offer = enrolment.offers.filter(outcome=SeatOffer.Outcome.OPEN).first()
    if offer is None:
        raise ValidationError(_("There is no offer to answer any more."))
    if offer.expires_at <= at or enrolment.session.starts_at <= at:
        raise ValidationError(_("The time to confirm this place has run out."))
    return offer


def close_offer(offer: SeatOffer, outcome: SeatOffer.Outcome, *, at: datetime) -> None:
    offer.outcome, offer.answered_at = outcome, at
    offer.save(update_fields=["outcome", "answered_at"])
    offer.mark_done()


def close_open_questions(enrolment: Enrolment, *, at: datetime) -> None:
    """Withdraw the offer and the question to the supervisor of somebody who leaves before an answer."""
    for offer in enrolment.offers.filter(outcome=SeatOffer.Outcome.OPEN):
        close_offer(offer, SeatOffer.Outcome.WITHDRAWN, at=at)
    for approval in enrolment.approvals.filter(outcome=Approval.Outcome.OPEN):
        close_approval(approval, Approval.Outcome.WITHDRAWN, at=at)
    if enrolment.held_until:
        enrolment.held_until = None
        enrolment.save(update_fields=["held_until"])


def close_approval(
    approval: Approval, outcome: Approval.Outcome, *, at: datetime, decided_by: str = ""
) -> None:
    approval.outcome, approval.decided_at, approval.decided_by = outcome, at, decided_by
    approval.save(update_fields=["outcome", "decided_at", "decided_by"])
    approval.mark_done()


def release_hold(enrolment: Enrolment, *, at: datetime) -> None:
    """Stop keeping a seat for somebody whose supervisor has not answered. The session is locked."""
    enrolment.held_until = None
    enrolment.save(update_fields=["held_until"])
    verb = EnrolmentVerb.HOLD_ENDED
    note_event(enrolment, verb, by=None, before=enrolment.state, at=at)
    promote(enrolment.session, at=at)


def move(
    enrolment: Enrolment,
    state: EnrolmentState,
    verb: EnrolmentVerb,
    *,
    by: User | None,
    at: datetime,
    reason: str = "",
) -> None:
    """Change the state and write it down."""
    before, enrolment.state, enrolment.reason = enrolment.state, state, reason
    enrolment.save(update_fields=["state", "reason"])
    note_event(enrolment, verb, by=by, before=before, at=at, note=reason)


def leave(
    enrolment: Enrolment, verb: EnrolmentVerb, *, by: User, at: datetime, reason: str = ""
) -> None:
    """End an enrolment and tell of it; who gets the seat is the caller's to say. The session is locked."""
    was_confirmed = enrolment.is_confirmed
    close_open_questions(enrolment, at=at)
    if was_confirmed:
        enrolment.sequence += 1
        enrolment.save(update_fields=["sequence"])
    move(enrolment, EnrolmentState.CANCELLED, verb, by=by, at=at, reason=reason)
    telling.cancelled(enrolment, was_confirmed=was_confirmed, at=at)


def note_event(
    enrolment: Enrolment,
    verb: EnrolmentVerb,
    *,
    by: User | None,
    before: str,
    at: datetime,
    note: str = "",
) -> None:
    EnrolmentEvent.objects.create(
        enrolment=enrolment,
        actor=by,
        verb=verb,
        before=before,
        after=enrolment.state,
        note=note,
        at=at,
    )


def _taken_by_office(session: Session, way: Way) -> Counter[int]:
    seated = session.enrolments.holding_seat().filter(way=way)
    return Counter(seated.values_list("organisation_id", flat=True))
