"""Twelve invented people who cover all roles, with the sign-ins that the demo prints."""

from dataclasses import dataclass
from functools import cache

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time as counters
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from foundation.accounts.models import Membership, Organisation, User
from foundation.accounts.roles import Role

PASSWORD = "wiosna-w-jarzebinowie"  # noqa: S105  invented accounts of an invented office
# One secret for all demo staff, so that `make demo-code` prints one code for all of them.
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105


@dataclass(frozen=True)
class Person:
    """`office` is a key of `offices.OFFICES`; staff have `roles` instead."""

    key: str
    name: str
    email: str
    role: str
    office: str = ""
    is_coordinator: bool = False
    position: str = ""
    roles: tuple[Role, ...] = ()
    password: str = PASSWORD


PEOPLE = (
    Person("anna", "Anna Nowak", "anna.nowak@jarzebinowo.test", "informatyczka w gminie", "jarzebinowo", position="informatyczka"),
    Person("tomasz", "Tomasz Wiśniewski", "tomasz.wisniewski@jarzebinowo.test", "koordynator w gminie", "jarzebinowo", True, "sekretarz gminy"),
    Person("piotr", "Piotr Zając", "piotr.zajac@brzezno.test", "koordynator w innym urzędzie", "brzezno", True, "kierownik referatu informatyki"),
    Person("katarzyna", "Katarzyna Mazur", "katarzyna.mazur@cuw.test", "pracownica CUW, działa za szkoły", "cuw", True, "specjalistka ds. informatyki"),
    Person("michal", "Michał Kowalczyk", "michal@netserwis.test", "wykonawca, działa za dwie gminy", "netserwis", True, "właściciel"),
    Person("marek", "Marek Zieliński", "marek.zielinski@punkt-wsparcia.test", "konsultant", roles=(Role.AGENT,)),
    Person("ewa", "Ewa Lis", "ewa.lis@punkt-wsparcia.test", "konsultantka", roles=(Role.AGENT,)),
    Person("joanna", "Joanna Król", "joanna.krol@punkt-wsparcia.test", "kierowniczka zmiany", roles=(Role.SUPERVISOR,)),
    Person("pawel", "Paweł Sikora", "pawel.sikora@punkt-wsparcia.test", "redaktor", roles=(Role.EDITOR,)),
    Person("magdalena", "Magdalena Wrona", "magdalena.wrona@punkt-wsparcia.test", "recenzentka", roles=(Role.REVIEWER,)),
    Person("agnieszka", "Agnieszka Baran", "agnieszka.baran@punkt-wsparcia.test", "organizatorka i trenerka szkoleń, ekspertka", roles=(Role.ORGANISER, Role.TRAINER, Role.EXPERT)),
    Person("adam", "Adam Górski", "adam.gorski@punkt-wsparcia.test", "administrator", roles=(Role.ADMINISTRATOR,)),
)  # fmt: skip

SIGN_INS = PEOPLE


def current_code() -> str:
    """The six digits of the demo staff's second factor, good for this half minute."""
    now = list(counters())
    return format_hotp_value(hotp_value(TOTP_SECRET, now[len(now) // 2]))


def write_people(offices: dict[str, Organisation]) -> dict[str, User]:
    """Make the people who are missing; return all of them by key."""
    return {person.key: _write(person, offices) for person in PEOPLE}


@cache
def _hashed(password: str) -> str:
    """Hashing is slow on purpose: once is enough for people who share a password."""
    return make_password(password)


def _write(person: Person, offices: dict[str, Organisation]) -> User:
    known = User.objects.filter(email=person.email).first()
    if known:
        return known
    user = User.objects.create_user(person.email, name=person.name)
    user.password = _hashed(person.password)
    user.save(update_fields=["password"])
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    for role in person.roles:
        user.groups.add(Group.objects.get(name=role))
    if person.roles:
        TOTP.activate(user, TOTP_SECRET)
    if Role.ADMINISTRATOR in person.roles:
        User.objects.filter(pk=user.pk).update(is_superuser=True)
    if person.office:
        Membership.objects.create(
            user=user,
            organisation=offices[person.office],
            state=Membership.State.ACTIVE,
            origin=Membership.Origin.REGISTER,
            is_coordinator=person.is_coordinator,
            position=person.position,
        )
    return user
