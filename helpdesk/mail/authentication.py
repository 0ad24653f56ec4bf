"""What the receiving mail server found out about a sender (RFC 8601), where we trust that server."""

import re
from collections.abc import Sequence

from helpdesk.mail.limits import LONGEST_VALUE

COMMENT = re.compile(r"\([^()]{0,500}\)")
PAIR = re.compile(r"([a-z.]{1,30})=([^\s;]{1,255})")


def is_domain_authenticated(results: Sequence[str], *, domain: str, trusted_server: str) -> bool:
    """Whether `domain`, that of the From header, is proven by an aligned DMARC, DKIM or SPF pass.

    `results` are the Authentication-Results values of the mail from the top. Only the topmost one
    of the trusted server counts: that server removes such lines when they come from outside.
    """
    ours = (_methods(value) for value in results if _server(value) == trusted_server.lower())
    found = next(ours, []) if trusted_server and domain else []
    return any(_proves(method, domain) for method in found)


def _server(value: str) -> str:
    return (COMMENT.sub(" ", value[:LONGEST_VALUE]).partition(";")[0].split() or [""])[0].lower()


def _methods(value: str) -> list[dict[str, str]]:
    """Each method with its result and properties, e.g. {"dkim": "pass", "header.d": "urzad.pl"}."""
    pieces = COMMENT.sub(" ", value[:LONGEST_VALUE]).lower().split(";")[1:]
    return [dict(PAIR.findall(piece)) for piece in pieces]


def _proves(method: dict[str, str], domain: str) -> bool:
    if method.get("dmarc") == "pass":
        return method.get("header.from", "") == domain
    if method.get("dkim") == "pass":
        return _is_aligned(method.get("header.d", ""), domain)
    if method.get("spf") == "pass":
        return _is_aligned(method.get("smtp.mailfrom", "").rpartition("@")[2], domain)
    return False


def _is_aligned(proven: str, domain: str) -> bool:
    """The same domain, or the one above it that has a name of its own (`mail.urzad.pl`)."""
    return proven == domain or ("." in proven and domain.endswith(f".{proven}"))
