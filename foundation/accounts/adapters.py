"""Where allauth meets the product's people."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils.translation import get_language

from foundation.accounts.mails import SECRET
from foundation.accounts.models import User
from foundation.crypto import decrypt, encrypt


def display_name(user: User) -> str:
    return str(user)


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up and sign-in."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The home page in the language of the visit."""
        return f"/{get_language()}/"

    get_signup_redirect_url = get_login_redirect_url

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return f"/{get_language()}/"

    def save_user(self, request: HttpRequest, user: User, form, commit: bool = True) -> User:
        """The name and the language of the visit become the person's."""
        user.name = form.cleaned_data.get("name", "")
        user.language = get_language() or "pl"
        return super().save_user(request, user, form, commit)

    def render_mail(self, template_prefix, email, context, headers=None) -> EmailMessage:
        """Mark as sign-in mail: sent before everything else, its words deleted afterwards."""
        marked = {"X-Mail-Kind": SECRET, **(headers or {})}
        return super().render_mail(template_prefix, email, context, marked)


class MfaAdapter(DefaultMFAAdapter):
    """Second factors; their secrets are encrypted at rest."""

    def encrypt(self, text: str) -> str:
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text)
