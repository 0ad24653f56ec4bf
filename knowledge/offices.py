"""For which offices a person assesses, and which offices serve them: as queries, for reading rules."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from foundation.accounts.acting import Acting
from foundation.accounts.models import Mandate, Membership, Organisation, Territory, User

# Firms that serve offices are shown to those offices, not to everybody.
NOT_PUBLIC = (Organisation.Kind.CONTRACTOR, Organisation.Kind.OTHER)
# An office may lie in a territory that is not its own: a school in a gmina, a gmina in a voivodeship.
OWN_LEVELS = {
    Organisation.Kind.GMINA: (Territory.Level.GMINA,),
    Organisation.Kind.CITY_POWIAT: (Territory.Level.GMINA, Territory.Level.POWIAT),
    Organisation.Kind.POWIAT: (Territory.Level.POWIAT,),
    Organisation.Kind.VOIVODESHIP: (Territory.Level.VOIVODESHIP,),
}


def public_offices() -> QuerySet[Organisation]:
    """Governments and their units, which everybody may look up."""
    return Organisation.objects.active().exclude(kind__in=NOT_PUBLIC)


def terc_codes(office: Organisation) -> Sequence[str]:
    """Its own codes, of gminas also with the digit of their type: 302006, 3020062."""
    codes = []
    for territory in office.territories.all():
        if territory.level not in OWN_LEVELS.get(office.kind, ()):
            continue
        codes.append(territory.terc)
        kinds = [period.kind for period in territory.periods.all() if period.valid_to is None]
        codes += [f"{territory.terc}{kind}" for kind in kinds if kind.isdigit()]
    return codes


def offices_of(user, at: datetime | None = None) -> QuerySet[Organisation]:
    """Active offices that `user` belongs to, or that such an office serves in everything."""
    if not user.is_authenticated:
        return Organisation.objects.none()
    own = Membership.objects.active().filter(user=user, organisation__is_active=True)
    served = _mandates(at).filter(serving__in=own.values("organisation"))
    return Organisation.objects.active().filter(
        Q(pk__in=own.values("organisation")) | Q(pk__in=served.values("served"))
    )


def serving_of(offices: QuerySet[Organisation], at: datetime | None = None) -> QuerySet:
    """Keys of the offices that serve any of `offices` in everything."""
    return _mandates(at).filter(served__in=offices).values("serving")


def served_by(office: Organisation, at: datetime | None = None) -> QuerySet[Organisation]:
    """The active offices that `office` serves in everything, by name."""
    served = _mandates(at).filter(serving=office).values("served")
    return Organisation.objects.active().filter(pk__in=served).order_by("name", "pk")


def _mandates(at: datetime | None) -> QuerySet[Mandate]:
    day = timezone.localdate(at) if at else timezone.localdate()
    return Mandate.objects.in_force(day).filter(scope=Mandate.Scope.ALL)


def people_of(office: Organisation, at: datetime | None = None) -> QuerySet[User]:
    """Who may be responsible for something in `office`: its members, and those of whoever serves it."""
    serving = _mandates(at).filter(served=office).values("serving")
    members = Membership.objects.active().filter(
        Q(organisation=office) | Q(organisation__in=serving)
    )
    return User.objects.active().filter(pk__in=members.values("user")).order_by("name", "pk")


def right_to_assess(user: User, office: Organisation, at: datetime | None = None) -> Acting | None:
    """By which right `user` rates for `office`: as its member, or by a mandate for everything."""
    own = Membership.objects.active().filter(user=user, organisation__is_active=True)
    if membership := own.filter(organisation=office).first():
        return Acting(office, is_coordinator=membership.is_coordinator)
    mandates = _mandates(at).filter(served=office, serving__in=own.values("organisation"))
    mandate = mandates.filter(served__is_active=True).order_by("pk").first()
    return Acting(office, mandate=mandate) if mandate else None


def may_lead(right: Acting | None) -> bool:
    """Begin an assessment and decide about it: the coordinator, or whoever serves the office."""
    return right is not None and (right.is_coordinator or right.mandate is not None)
