"""Header values that cannot become a second header, and Message-IDs of our own."""

import re
import secrets
import unicodedata
from collections.abc import Mapping

from django.conf import settings

LONGEST_VALUE = 900  # a line of a message holds 998 bytes (RFC 5322, 2.1.1)
ALLOWED = frozenset(
    {
        "Auto-Submitted",
        "In-Reply-To",
        "List-Unsubscribe",
        "List-Unsubscribe-Post",
        "References",
        "Reply-To",
    }
)


def single_line(value: object) -> str:
    """`value` on one line: every run of white space or control characters becomes one space."""
    text = "".join(" " if unicodedata.category(c) == "Cc" else c for c in str(value))
    return " ".join(text.split())


def clean_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Header lines safe to send: known names, one line each, without empty ones.

    Mail that nobody wrote by hand says so (RFC 3834) unless `headers` says `Auto-Submitted: no`.
    """
    unknown = set(headers) - ALLOWED
    if unknown:
        raise ValueError(f"headers not allowed here: {', '.join(sorted(unknown))}")
    values = {name: _shortened(single_line(value)) for name, value in headers.items()}
    values.setdefault("Auto-Submitted", "auto-generated")
    if values["Auto-Submitted"] == "no":
        del values["Auto-Submitted"]
    return {name: value for name, value in values.items() if value}


def _shortened(value: str) -> str:
    """References grow with a conversation: the last ones decide, so the first ones go."""
    while len(value) > LONGEST_VALUE and " " in value:
        value = value.partition(" ")[2]
    return value[:LONGEST_VALUE]


def make_message_id(kind: str) -> str:
    """A Message-ID with an unguessable part, `<random.kind@MAIL_DOMAIN>`."""
    word = re.sub(r"[^a-z0-9]+", "-", kind.lower()).strip("-") or "mail"
    return f"<{secrets.token_hex(16)}.{word[:40]}@{settings.MAIL_DOMAIN}>"
