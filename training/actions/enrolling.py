"""One person's way into a session and out of it."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import Mandate, Organisation, User
from training import telling
from training.actions.approving import ask_approval
from training.approvals import Approvers, is_approval_needed
from training.models import Enrolment, SeatOffer, Session
from training.models.wish_round import undrawn_round
from training.permissions import may_cancel, may_enrol
from training.seats import (
    close_offer,
    give_or_queue,
    leave,
    locked,
    locked_enrolment,
    move,
    open_offer,
    promote,
)
from training.states import EnrolmentState, EnrolmentVerb, Way


def enrol(
    session: Session,
    *,
    person: User,
    organisation: Organisation,
    by: User,
    way: Way | None = None,
    mandate: Mandate | None = None,
    note: str = "",
    has_agreed: bool = False,
    approvers: Approvers | None = None,
    at: datetime | None = None,
) -> Enrolment:
    """Enrol `person`: with a seat, or in line; where the session asks, one of `approvers` agrees first.

    `way` may be left out where there is one. Raises PermissionDenied or, for the form, ValidationError.
    """
    at = at or timezone.now()
    _check_may_enrol(by, person, organisation, mandate, at)
    with transaction.atomic():
        session = locked(session)
        check_takes_people(session, at)
        check_not_enrolled(session, person)
        about = {"mandate": mandate, "note": note, "agreed_at": at if has_agreed else None}
        enrolment = Enrolment(
            session=session,
            way=checked_way(session, way),
            person=person,
            organisation=organisation,
            enrolled_by=by,
            created_at=at,
            **about,
        )
        return _ask_or_give(enrolment, approvers, by=by, at=at)


def _check_may_enrol(
    by: User, person: User, organisation: Organisation, mandate: Mandate | None, at: datetime
) -> None:
    if not may_enrol(by, person, organisation, mandate, on=timezone.localdate(at)):
        raise PermissionDenied(_("You cannot enrol this person for this office."))


def _ask_or_give(
    enrolment: Enrolment, approvers: Approvers | None, *, by: User, at: datetime
) -> Enrolment:
    if is_approval_needed(enrolment.session, person=enrolment.person, by=by):
        ask_approval(enrolment, approvers=approvers, by=by, at=at)
    else:
        give_or_queue(enrolment, by=by, at=at)
    return enrolment


def cancel_enrolment(
    enrolment: Enrolment, *, by: User, reason: str = "", at: datetime | None = None
) -> Enrolment:
    """Give up a seat or a place in line; a seat goes to the first in line at once.

    Raises ValidationError when the enrolment is over already or the session has begun.
    """
    at = at or timezone.now()
    if not may_cancel(by, enrolment):
        raise PermissionDenied(_("You cannot cancel this enrolment."))
    with transaction.atomic():
        enrolment = locked_enrolment(enrolment)
        check_may_leave(enrolment, at)
        leave(enrolment, EnrolmentVerb.CANCELLED, by=by, at=at, reason=reason)
        promote(enrolment.session, at=at)
    return enrolment


def check_may_leave(enrolment: Enrolment, at: datetime) -> None:
    if enrolment.is_over:
        raise ValidationError(_("This enrolment is already cancelled."))
    if not enrolment.can_be_cancelled(at):
        raise ValidationError(_("The session has begun: it is too late to cancel."))


def accept_offer(enrolment: Enrolment, *, by: User, at: datetime | None = None) -> Enrolment:
    """Turn an offered seat into a confirmed one, before its deadline."""
    at = at or timezone.now()
    _check_is_own(enrolment, by)
    with transaction.atomic():
        enrolment = locked_enrolment(enrolment)
        close_offer(open_offer(enrolment, at=at), SeatOffer.Outcome.ACCEPTED, at=at)
        move(enrolment, EnrolmentState.CONFIRMED, EnrolmentVerb.ACCEPTED, by=by, at=at)
        telling.confirmed(enrolment, at=at)
    return enrolment


def decline_offer(enrolment: Enrolment, *, by: User, at: datetime | None = None) -> Enrolment:
    """Pass an offered seat on to the next in line."""
    at = at or timezone.now()
    _check_is_own(enrolment, by)
    with transaction.atomic():
        enrolment = locked_enrolment(enrolment)
        close_offer(open_offer(enrolment, at=at), SeatOffer.Outcome.DECLINED, at=at)
        move(enrolment, EnrolmentState.DECLINED, EnrolmentVerb.DECLINED, by=by, at=at)
        promote(enrolment.session, at=at)
    return enrolment


def expire_offer(offer: SeatOffer, *, at: datetime) -> bool:
    """Pass an unanswered seat on after its deadline; False when it was answered meanwhile."""
    with transaction.atomic():
        enrolment = locked_enrolment(offer.enrolment)
        offer = SeatOffer.objects.get(pk=offer.pk)
        if offer.outcome != SeatOffer.Outcome.OPEN or offer.expires_at > at:
            return False
        close_offer(offer, SeatOffer.Outcome.EXPIRED, at=at)
        move(enrolment, EnrolmentState.DECLINED, EnrolmentVerb.OFFER_EXPIRED, by=None, at=at)
        telling.offer_expired(enrolment, at=at)
        promote(enrolment.session, at=at)
    return True


def checked_way(session: Session, way: Way | None) -> Way:
    """The way of taking part that was asked for, else the only one there is."""
    if way is None and not session.has_two_ways:
        return session.ways[0]
    if way not in session.ways:
        raise ValidationError(_("Choose how to take part: on site or online."))
    return way


def check_takes_people(session: Session, at: datetime) -> None:
    wish_round = undrawn_round(session)
    if wish_round and not wish_round.takes_wishes(at):
        raise ValidationError(
            _(
                "Wishes are in and the places are being drawn. What is free afterwards goes first come."
            )
        )
    if session.is_open_for_enrolment(at):
        return
    if session.state == Session.State.CANCELLED:
        raise ValidationError(_("This session is cancelled."))
    if session.registration_opens_at and at < session.registration_opens_at:
        raise ValidationError(_("Enrolment has not begun yet."))
    raise ValidationError(_("Enrolment in this session is closed."))


def check_not_enrolled(session: Session, person: User) -> None:
    if session.enrolments.current().filter(person=person).exists():
        raise ValidationError(
            _("%(person)s is already enrolled in this session.") % {"person": person}
        )


def _check_is_own(enrolment: Enrolment, by: User) -> None:
    if by.pk != enrolment.person_id:
        raise PermissionDenied(_("Only the person who was offered the place can answer."))
