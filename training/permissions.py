"""Who may do what in training."""

from datetime import date

from foundation.accounts.acting import acting_choices
from foundation.accounts.models import Mandate, Membership, Organisation, User
from foundation.accounts.permissions import may_coordinate
from foundation.accounts.roles import Role
from training.models import Enrolment, Session

SCOPES = (Mandate.Scope.TRAINING, Mandate.Scope.ALL)


def may_organise(user) -> bool:
    """Plan sessions, open and close them, see everybody who comes."""
    return user.is_authenticated and user.has_role(Role.ORGANISER, Role.ADMINISTRATOR)


def may_lead(user) -> bool:
    """Have a list of sessions to organise, or to teach."""
    return may_organise(user) or (user.is_authenticated and user.has_role(Role.TRAINER))


def may_see_participants(user, session: Session) -> bool:
    return may_organise(user) or Session.objects.taught_by(user).filter(pk=session.pk).exists()


def may_act_for(
    user: User, organisation: Organisation, mandate: Mandate | None, *, on: date
) -> bool:
    """Is `user` an active member of the office, or covered by this very mandate for training?"""
    return any(
        choice.organisation == organisation
        and choice.mandate == mandate
        and (choice.mandate is None or choice.mandate.scope in SCOPES)
        for choice in acting_choices(user, on=on)
    )


def may_enrol(
    by: User, person: User, organisation: Organisation, mandate: Mandate | None, *, on: date
) -> bool:
    """Oneself for an office one acts for; others only as members of an office one looks after."""
    if by == person:
        return may_act_for(person, organisation, mandate, on=on)
    is_member = Membership.objects.active().filter(user=person, organisation=organisation).exists()
    return is_member and mandate is None and (may_coordinate(by, organisation) or may_organise(by))


def may_coordinate_enrolment(by: User, enrolment: Enrolment) -> bool:
    """The office's coordinator, the organiser."""
    return may_coordinate(by, enrolment.organisation) or may_organise(by)


def may_cancel(by: User, enrolment: Enrolment) -> bool:
    """The person, the office's coordinator, the organiser."""
    return by.pk == enrolment.person_id or may_coordinate_enrolment(by, enrolment)
