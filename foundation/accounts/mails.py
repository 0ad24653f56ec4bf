"""Mails of this app: rendered in the reader's language, handed to Django's backend, which is mailing."""

from collections.abc import Mapping

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context
from django.template.loader import get_template
from django.utils.translation import override

from foundation.accounts.models import User

# Carries a secret: it goes out first, and its words are deleted after sending.
SECRET = "account"  # noqa: S105


def send(
    template: str,
    *,
    to: User | str,
    context: Mapping[str, object],
    language: str | None = None,
    kind: str = "office",
) -> None:
    """Send `<template>_subject.txt`, `.txt` and `.html`; inside a transaction it is sent with its commit.

    Nothing goes to somebody without a mailbox.
    """
    if isinstance(to, User) and not to.has_mailbox:
        return
    address, own = (to.email, to.language) if isinstance(to, User) else (to, "pl")
    site = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    with override(language or own):
        values = {"site_url": site, "LANGUAGE_CODE": language or own, **context}
        subject = _plain(f"{template}_subject.txt", values)
        mail = EmailMultiAlternatives(
            " ".join(subject.split()),
            _plain(f"{template}.txt", values).strip() + "\n",
            to=[address],
            headers={"X-Mail-Kind": kind},
        )
        mail.attach_alternative(get_template(f"{template}.html").render(values), "text/html")
    mail.send()


def _plain(name: str, values: Mapping[str, object]) -> str:
    """A text template: nothing is escaped, `&` in a name stays `&`."""
    return get_template(name).template.render(Context(dict(values), autoescape=False))
