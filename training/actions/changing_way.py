"""From a place on site to one online, or back, in the same session."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from training import telling
from training.actions.enrolling import checked_way
from training.models import Enrolment
from training.models.wish_round import undrawn_round
from training.permissions import may_cancel
from training.seats import has_room, locked_enrolment, note_event, promote
from training.states import EnrolmentState, EnrolmentVerb, Way

CAN_CHANGE = (EnrolmentState.CONFIRMED, EnrolmentState.WAITING, EnrolmentState.REQUESTED)


def change_way(
    enrolment: Enrolment, *, way: Way, by: User, at: datetime | None = None
) -> Enrolment:
    """Take a free seat of the other way in the same session; the one that was left goes to its line.

    A wish that is not drawn yet only says the other way. Raises ValidationError where no seat is free, and
    then nothing has changed.
    """
    at = at or timezone.now()
    if not may_cancel(by, enrolment):
        raise PermissionDenied(_("You cannot change this enrolment."))
    with transaction.atomic():
        enrolment = locked_enrolment(enrolment)
        is_wish = _check_may_change(enrolment, checked_way(enrolment.session, way), at)
        before, was_confirmed = enrolment.state, enrolment.is_confirmed
        enrolment.way = way
        enrolment.sequence += was_confirmed
        enrolment.state = before if is_wish else EnrolmentState.CONFIRMED
        enrolment.save(update_fields=["way", "sequence", "state"])
        note = str(way.label)
        note_event(enrolment, EnrolmentVerb.WAY_CHANGED, by=by, before=before, at=at, note=note)
        if not is_wish:
            telling.confirmed(enrolment, at=at)
            promote(enrolment.session, at=at)
    return enrolment


def _check_may_change(enrolment: Enrolment, way: Way, at: datetime) -> bool:
    """Raise ValidationError where it cannot be done; is it a wish that nobody has drawn yet?"""
    if enrolment.way == way:
        raise ValidationError(_("You take part this way already."))
    if not can_change_way(enrolment, at):
        raise ValidationError(_("How to take part can no longer be changed."))
    if wish_round := undrawn_round(enrolment.session):
        if not wish_round.takes_wishes(at):
            raise ValidationError(_("How to take part can no longer be changed."))
        return True
    if not has_room(enrolment, way):
        raise ValidationError(
            _("There is no free place for your office that way. Everything stays as it was.")
        )
    return False


def can_change_way(enrolment: Enrolment, at: datetime) -> bool:
    """Has the session both ways, and is there still time?"""
    session = enrolment.session
    is_time = session.gives_away_free_seats(at)
    return session.has_two_ways and is_time and enrolment.state in CAN_CHANGE
