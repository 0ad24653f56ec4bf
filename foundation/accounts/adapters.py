"""Where allauth meets the product's people."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.mail import EmailMessage

from foundation.accounts.models import User


def display_name(user: User) -> str:
    return str(user)


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up and sign-in."""

    def render_mail(self, template_prefix, email, context, headers=None) -> EmailMessage:
        """Mark as sign-in mail: sent before everything else, its words deleted afterwards."""
        marked = {"X-Mail-Kind": "account", **(headers or {})}
        return super().render_mail(template_prefix, email, context, marked)


class MfaAdapter(DefaultMFAAdapter):
    """Second factors; their secrets are encrypted at rest."""
