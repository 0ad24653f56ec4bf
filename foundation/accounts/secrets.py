"""One-time secrets: random, and stored only as a keyed hash."""

import secrets

from django.utils.crypto import salted_hmac

# Without letters and digits that are mistaken for each other on paper and on the telephone.
CODE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def new_token() -> str:
    """A secret for a link, 256 bits."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """A secret for people to copy: `ABCD-EFGH`, 40 bits; only with few attempts and a short life."""
    letters = [secrets.choice(CODE_ALPHABET) for _ in range(8)]
    return "".join(letters[:4]) + "-" + "".join(letters[4:])


def fingerprint(secret: str, *, purpose: str) -> str:
    """The hash under which a secret is stored; another purpose gives another hash."""
    return salted_hmac(f"accounts.{purpose}", secret, algorithm="sha256").hexdigest()


def normalised_code(text: str) -> str:
    """A code as typed, in the form in which it was made: `abcd efgh` is `ABCD-EFGH`."""
    letters = "".join(c for c in text.upper() if c.isalnum())
    return f"{letters[:4]}-{letters[4:]}"
