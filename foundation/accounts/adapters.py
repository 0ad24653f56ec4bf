"""Where allauth meets the product's people."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter

from foundation.accounts.models import User


def display_name(user: User) -> str:
    return str(user)


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up and sign-in."""


class MfaAdapter(DefaultMFAAdapter):
    """Second factors; their secrets are encrypted at rest."""
