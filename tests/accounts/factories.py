"""Objects of this app beyond people, offices and memberships."""

from datetime import date

from allauth.account.models import EmailAddress
from django.utils import timezone

from foundation.accounts.models import Invitation, MailDomain, Mandate, Organisation, User
from foundation.accounts.secrets import fingerprint
from tests.cast import Cast
from tests.factories import make_membership, make_organisation, make_user


def make_person(*, is_verified: bool = True, **fields) -> User:
    """A person whose address is verified, as after sign-up."""
    user = make_user(**fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=is_verified, primary=True)
    return user


def make_domain(organisation: Organisation, domain: str, *, at) -> MailDomain:
    return MailDomain.objects.create(organisation=organisation, domain=domain, verified_at=at)


def make_office(**fields) -> Organisation:
    office = make_organisation(official_email="urzad@gmina.test", **fields)
    make_domain(office, "urzad.test", at=timezone.now())
    return office


def make_coordinator(office: Organisation) -> User:
    return make_membership(make_person(), office, is_coordinator=True).user


def make_mandate(served: Organisation, serving: Organisation | None = None, **fields) -> Mandate:
    defaults = {"legal_basis": "umowa nr 1/2026", "valid_from": date(2026, 1, 1)}
    serving = serving or make_organisation(kind=Organisation.Kind.CONTRACTOR)
    return Mandate.objects.create(served=served, serving=serving, **defaults | fields)


def make_invitation(cast: Cast, *, token: str, **fields) -> Invitation:
    defaults = {
        "organisation": cast.office,
        "email": "nowa@urzad.test",
        "invited_by": cast.coordinator,
        "token_hash": fingerprint(token, purpose="invitation"),
    }
    return Invitation.objects.create(**defaults | fields)
