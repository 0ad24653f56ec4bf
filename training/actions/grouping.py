"""What a coordinator does for the people of an office: enrol many, change who comes."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.accounts.models import Organisation, User
from training import telling
from training.actions.enrolling import check_not_enrolled, checked_way, enrol
from training.groups import colleagues_in_line, preview_group
from training.models import Enrolment, Session
from training.permissions import may_coordinate_enrolment, may_enrol
from training.seats import leave, locked, locked_enrolment, note_event
from training.states import EnrolmentState, EnrolmentVerb, Way


def enrol_members(
    session: Session,
    *,
    people: Sequence[User],
    organisation: Organisation,
    by: User,
    way: Way | None = None,
    all_or_none: bool = False,
    at: datetime | None = None,
) -> Sequence[Enrolment]:
    """Enrol several members of an office, in the order given; who finds no place joins the waiting list.

    With `all_or_none` everybody gets a place or nobody is enrolled: ValidationError says how many
    places there are. Any refusal of one undoes all.
    """
    with transaction.atomic():
        session = locked(session)
        way = checked_way(session, way)
        preview = preview_group(session, people, organisation, way)
        if all_or_none and not preview.all_fit:
            raise ValidationError(
                ngettext(
                    "Your office can get %(fit)s place now, you asked for %(asked)s. Nobody is enrolled.",
                    "Your office can get %(fit)s places now, you asked for %(asked)s. Nobody is enrolled.",
                    preview.fit,
                )
                % {"fit": preview.fit, "asked": preview.asked}
            )
        return [
            enrol(session, person=person, organisation=organisation, by=by, way=way, at=at)
            for person in people
        ]


def swap_person(
    enrolment: Enrolment, *, person: User, by: User, at: datetime | None = None
) -> Enrolment:
    """Give a confirmed seat to another member of the same office; nobody in line is passed over.

    The seat stays taken throughout; a colleague who stands in line leaves it. Raises ValidationError after
    the session's last day for it, or where the other person is enrolled already.
    """
    at = at or timezone.now()
    if not may_coordinate_enrolment(by, enrolment):
        raise PermissionDenied(_("Only the office's coordinator or an organiser can do this."))
    if not may_enrol(by, person, enrolment.organisation, None, on=timezone.localdate(at)):
        raise PermissionDenied(_("You cannot enrol this person for this office."))
    with transaction.atomic():
        enrolment = locked_enrolment(enrolment)
        _check_may_change_hands(enrolment, at)
        follows = colleagues_in_line(enrolment).filter(person=person).first()
        if follows is None:
            check_not_enrolled(enrolment.session, person)
            follows = _newcomer(enrolment, person, by=by, at=at)
        leave(enrolment, EnrolmentVerb.PASSED_ON, by=by, at=at)
        return _follow(enrolment, follows, by=by, at=at)


def _check_may_change_hands(enrolment: Enrolment, at: datetime) -> None:
    if not enrolment.is_confirmed:
        raise ValidationError(_("Only a confirmed place can pass to somebody else."))
    if not enrolment.session.takes_swaps(at):
        raise ValidationError(_("It is too late: the list of participants is fixed."))


def _newcomer(left: Enrolment, person: User, *, by: User, at: datetime) -> Enrolment:
    return Enrolment(
        session=left.session,
        person=person,
        organisation=left.organisation,
        enrolled_by=by,
        created_at=at,
    )


def _follow(left: Enrolment, enrolment: Enrolment, *, by: User, at: datetime) -> Enrolment:
    before = enrolment.state if enrolment.pk else ""
    enrolment.session = left.session
    enrolment.way, enrolment.state = left.way, EnrolmentState.CONFIRMED
    enrolment.full_clean()
    enrolment.save()
    note_event(enrolment, EnrolmentVerb.TOOK_OVER, by=by, before=before, at=at)
    telling.confirmed(enrolment, at=at)
    return enrolment
