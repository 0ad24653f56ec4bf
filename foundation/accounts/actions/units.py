"""What belongs to an office: its units and its mail domains."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.actions.joining import locked
from foundation.accounts.models import MailDomain, Organisation, User
from foundation.accounts.permissions import may_coordinate, verified_addresses
from foundation.accounts.public_domains import domain_of, is_public

UNIT_KINDS = (
    Organisation.Kind.SCHOOL,
    Organisation.Kind.LIBRARY,
    Organisation.Kind.SERVICE_CENTRE,
    Organisation.Kind.UNIT,
)


@transaction.atomic
def add_unit(
    parent: Organisation,
    *,
    by: User,
    name: str,
    kind: str,
    official_email: str = "",
    regon: str = "",
    rspo: str = "",
) -> Organisation:
    """Enter a unit of the office: a school by its RSPO number, a library, a joint service centre."""
    if not may_coordinate(by, parent):
        raise PermissionDenied(_("Only a coordinator of this office may add its units."))
    office = locked(parent)
    if office.parent_id:
        raise ValidationError(_("A unit has no units of its own."))
    _check_unit(office, name=name, kind=kind, rspo=rspo)
    unit = Organisation(
        name=name.strip(),
        kind=kind,
        parent=office,
        location=office.location,
        official_email=official_email,
        regon=regon,
        rspo=rspo,
    )
    unit.full_clean()
    unit.save()
    return unit


def _check_unit(office: Organisation, *, name: str, kind: str, rspo: str) -> None:
    if kind not in UNIT_KINDS:
        raise ValidationError({"kind": _("This is not a kind of unit.")})
    if kind == Organisation.Kind.SCHOOL and not rspo:
        raise ValidationError({"rspo": _("A school needs its RSPO number.")})
    if office.units.active().filter(name__iexact=name.strip()).exists():
        raise ValidationError({"name": _("This office already has a unit of this name.")})


@transaction.atomic
def claim_domain(organisation: Organisation, *, by: User, at: datetime | None = None) -> MailDomain:
    """Enter the domain of the coordinator's own verified address as a mail domain of the office."""
    if not may_coordinate(by, organisation):
        raise PermissionDenied(_("Only a coordinator of this office may do this."))
    office = locked(organisation)
    domains = {domain_of(address) for address in verified_addresses(by)}
    own = sorted(domain for domain in domains if not is_public(domain))
    if not own:
        raise ValidationError(_("Your e-mail address is not in a domain of the office."))
    domain = MailDomain(organisation=office, domain=own[0], verified_at=at or timezone.now())
    domain.full_clean()
    domain.save()
    return domain
