"""Staff sign in with two factors; who has none yet may only set one up."""

from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from foundation.accounts.models import User

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)

# What somebody without the factor they need can still reach: allauth's pages, language and health.
OPEN_PREFIXES = ("account_", "mfa_")
OPEN_NAMES = frozenset({"set_language", "healthz", "readyz"})


def lacks_second_factor(user: User) -> bool:
    """Is this a member of staff without a second factor? Such a person must not use any staff right."""
    if not user.is_authenticated or not user.is_staff_member:
        return False
    return not Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


def is_open(request: HttpRequest) -> bool:
    """Does this address stay open to staff without a second factor?"""
    name = request.resolver_match.view_name or ""
    return name in OPEN_NAMES or name.startswith(OPEN_PREFIXES)
