"""From one session of a course to another, in one step."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from training.actions.enrolling import (
    check_may_leave,
    check_not_enrolled,
    check_takes_people,
    checked_way,
)
from training.approvals import is_approval_needed
from training.models import Enrolment, Session
from training.models.wish_round import undrawn_round
from training.permissions import may_act_for, may_cancel
from training.seats import give_or_queue, leave, locked, locked_enrolment, promote, room_for
from training.states import EnrolmentVerb, Way


def transfer(
    enrolment: Enrolment,
    *,
    to: Session,
    by: User,
    way: Way | None = None,
    at: datetime | None = None,
) -> Enrolment:
    """Take a free seat in another session of the course and leave this one, whose line moves up.

    `way` may be left out where there is one. Raises ValidationError without a seat there, or too late.
    """
    at = at or timezone.now()
    if not may_cancel(by, enrolment):
        raise PermissionDenied(_("You cannot cancel this enrolment."))
    with transaction.atomic():
        to, enrolment = _locked(to, enrolment)
        check_may_leave(enrolment, at)
        way = _checked_to_come(enrolment, to, way, by=by, at=at)
        moved = Enrolment(
            session=to,
            way=way,
            person=enrolment.person,
            organisation=enrolment.organisation,
            mandate=enrolment.mandate,
            note=enrolment.note,
            agreed_at=enrolment.agreed_at,
            enrolled_by=by,
            created_at=at,
        )
        give_or_queue(moved, by=by, at=at)
        leave(enrolment, EnrolmentVerb.MOVED_AWAY, by=by, at=at)
        promote(enrolment.session, at=at)
    return moved


def _locked(to: Session, enrolment: Enrolment) -> tuple[Session, Enrolment]:
    """Both sessions locked, always in the same order: two who change places do not wait for each other."""
    for session in sorted((to, enrolment.session), key=lambda session: session.pk):
        locked(session)
    return locked(to), locked_enrolment(enrolment)


def _checked_to_come(
    enrolment: Enrolment, to: Session, way: Way | None, *, by: User, at: datetime
) -> Way:
    """How the person takes part there, else a ValidationError that says why they cannot."""
    way = checked_way(to, way)
    if to.course_id != enrolment.session.course_id or to.pk == enrolment.session_id:
        raise ValidationError(_("Choose another session of the same course."))
    on = timezone.localdate(at)
    if not may_act_for(enrolment.person, enrolment.organisation, enrolment.mandate, on=on):
        raise ValidationError(_("This person no longer belongs to the office."))
    check_takes_people(to, at)
    check_not_enrolled(to, enrolment.person)
    if is_approval_needed(to, person=enrolment.person, by=by):
        raise ValidationError(
            _("A supervisor has to agree to that session. Enrol in it first, then cancel this one.")
        )
    if undrawn_round(to) or room_for(to, way, enrolment.organisation) < 1:
        raise ValidationError(
            _("There is no free place for your office in that session. Everything stays as it was.")
        )
    return way
