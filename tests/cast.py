"""The fixed cast of test people. Staff have a second factor, as the product demands of them."""

from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser, Group

from foundation.accounts.models import Mandate, Organisation, User
from foundation.accounts.roles import Role
from tests.factories import make_membership, make_organisation, make_user


@dataclass
class Cast:
    """People by the part they play; `office` is the requester's, `other_office` the stranger's."""

    office: Organisation
    other_office: Organisation
    service_centre: Organisation
    anonymous: AnonymousUser
    requester: User
    colleague: User
    coordinator: User
    stranger: User
    delegate: User
    trainee: User
    agent: User
    other_agent: User
    supervisor: User
    editor: User
    reviewer: User
    organiser: User
    administrator: User

    ROLES = (
        "anonymous", "requester", "colleague", "coordinator", "stranger", "delegate", "trainee",
        "agent", "other_agent", "supervisor", "editor", "reviewer", "organiser", "administrator",
    )  # fmt: skip

    def person(self, role: str) -> User | AnonymousUser:
        return getattr(self, role)


def make_staff(role: Role, **fields) -> User:
    """A person with a staff role and a second factor."""
    user = make_user(**fields)
    user.groups.add(Group.objects.get_or_create(name=role)[0])
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return user


def make_cast() -> Cast:
    office = make_organisation(name="Gmina Dobra")
    other_office = make_organisation(name="Gmina Obca")
    service_centre = make_organisation(name="CUW Dobra", kind=Organisation.Kind.SERVICE_CENTRE)
    Mandate.objects.create(
        serving=service_centre,
        served=office,
        legal_basis="art. 10a ustawy o samorządzie gminnym",
        valid_from=date(2020, 1, 1),
    )

    def member(name: str, organisation: Organisation = office, **fields) -> User:
        return make_membership(make_user(name=name), organisation, **fields).user

    return Cast(
        office=office,
        other_office=other_office,
        service_centre=service_centre,
        anonymous=AnonymousUser(),
        requester=member("Ryszard Zgłaszający"),
        colleague=member("Krystyna Koleżanka"),
        coordinator=member("Kazimierz Koordynator", is_coordinator=True),
        stranger=member("Stefan Obcy", other_office),
        delegate=member("Danuta Delegowana", service_centre),
        trainee=member("Teresa Uczestniczka"),
        agent=make_staff(Role.AGENT, name="Anna Konsultantka"),
        other_agent=make_staff(Role.AGENT, name="Olaf Konsultant"),
        supervisor=make_staff(Role.SUPERVISOR, name="Sylwia Kierowniczka"),
        editor=make_staff(Role.EDITOR, name="Edyta Redaktorka"),
        reviewer=make_staff(Role.REVIEWER, name="Robert Recenzent"),
        organiser=make_staff(Role.ORGANISER, name="Olga Organizatorka"),
        administrator=make_staff(Role.ADMINISTRATOR, name="Adam Administrator"),
    )
