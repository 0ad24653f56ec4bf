"""Secrets at rest: Fernet under `FIELD_KEYS`; the first key writes, every key reads."""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models


class UnreadableSecret(Exception):
    """None of the keys in `FIELD_KEYS` opens this secret."""


def _cipher() -> MultiFernet:
    if not settings.FIELD_KEYS:
        raise ImproperlyConfigured("FIELD_KEYS is empty: secrets cannot be stored.")
    return MultiFernet([Fernet(key) for key in settings.FIELD_KEYS])


def encrypt(text: str) -> str:
    """Return `text` encrypted with the first key, as ASCII."""
    return _cipher().encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """Return what `encrypt` was given; raise UnreadableSecret when no key fits."""
    try:
        return _cipher().decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise UnreadableSecret("No key in FIELD_KEYS opens this secret.") from error


def rotate(token: str) -> str:
    """Return the same secret encrypted anew with the first key."""
    try:
        return _cipher().rotate(token.encode()).decode()
    except InvalidToken as error:
        raise UnreadableSecret("No key in FIELD_KEYS opens this secret.") from error


class EncryptedTextField(models.TextField):
    """Text that is plain in Python and encrypted in the database; it cannot be searched."""

    def get_prep_value(self, value: str | None) -> str | None:
        return encrypt(value) if value else value

    def from_db_value(self, value: str | None, expression, connection) -> str | None:
        return decrypt(value) if value else value
