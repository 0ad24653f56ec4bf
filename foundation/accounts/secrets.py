"""One-time secrets: random, and stored only as a keyed hash."""

import secrets

from django.utils.crypto import salted_hmac

# Without letters and digits that are mistaken for each other on paper and on the telephone.
CODE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def new_token() -> str:
    """A secret for a link, 256 bits."""
    return secrets.token_urlsafe(32)


def new_code(*, groups: int = 2) -> str:
    """A secret for people to copy, 20 bits a group: `ABCD-EFGH` only with few attempts and a short life."""
    return "-".join("".join(secrets.choice(CODE_ALPHABET) for _ in range(4)) for _ in range(groups))


def fingerprint(secret: str, *, purpose: str) -> str:
    """The hash under which a secret is stored; another purpose gives another hash."""
    return salted_hmac(f"accounts.{purpose}", secret, algorithm="sha256").hexdigest()


def normalised_code(text: str) -> str:
    """A code as typed, in the form in which it was made: `abcd efgh` is `ABCD-EFGH`."""
    letters = "".join(c for c in text.upper() if c.isalnum())
    return "-".join(letters[n : n + 4] for n in range(0, len(letters), 4))
