"""What the receiving mail server found out about a sender (RFC 8601), where we trust that server."""

import re
from collections.abc import Sequence

from helpdesk.mail.domains import is_below
from helpdesk.mail.limits import LONGEST_VALUE

PART = re.compile(r'\\.|["();]|[^\\"();]+', re.DOTALL)
# With any other result of DMARC the domain itself disowns the mail, whatever else has passed.
NOT_DISOWNED = frozenset({"pass", "none", "bestguesspass"})


def is_domain_authenticated(results: Sequence[str], *, domain: str, trusted_server: str) -> bool:
    """Whether `domain`, that of the From header, is proven by an aligned DMARC, DKIM or SPF pass.

    `results` are the Authentication-Results values of the mail from the top. Only the topmost one
    of the trusted server counts: that server removes such lines when they come from outside.
    """
    if not trusted_server or not domain:
        return False
    read = (_pieces(value[:LONGEST_VALUE].lower()) for value in results)
    ours = (rest for server, *rest in read if server.split()[:1] == [trusted_server.lower()])
    found = [_method(piece) for piece in next(ours, [])]
    return not any(map(_disowns, found)) and any(_proves(method, domain) for method in found)


def _pieces(value: str) -> list[str]:
    """What stands between the semicolons, without comments and quoted words.

    A stranger's words may stand in both, e.g. the quoted half of an envelope's address (RFC 5321,
    4.1.2): nothing in them divides or proves anything. One empty piece where either is left open.
    """
    pieces, depth, is_quoted = [""], 0, False
    for part in PART.findall(value):
        if part == '"':
            is_quoted = not is_quoted
        elif is_quoted:
            continue
        elif part in "()":
            depth += 1 if part == "(" else -1
            pieces[-1] += " "
            if depth < 0:
                return [""]
        elif part == ";" and not depth:
            pieces.append("")
        elif not depth:
            pieces[-1] += part
    return [""] if depth or is_quoted else pieces


def _method(piece: str) -> dict[str, str]:
    """A method, its result and properties: {"method": "dkim", "result": "pass", "header.d": …}."""
    words = [word.partition("=") for word in piece.split()] or [("", "", "")]
    (method, _sign, result), *properties = words
    found = {name: value for name, _sign, value in properties}
    return found | {"method": method.partition("/")[0], "result": result}


def _disowns(method: dict[str, str]) -> bool:
    return method["method"] == "dmarc" and method["result"] not in NOT_DISOWNED


def _proves(method: dict[str, str], domain: str) -> bool:
    if method["result"] != "pass":
        return False
    if method["method"] == "dmarc":
        return method.get("header.from") == domain
    if method["method"] == "dkim":
        return _is_aligned(method.get("header.d", ""), domain)
    if method["method"] == "spf":
        return _is_aligned(method.get("smtp.mailfrom", "").rpartition("@")[2], domain)
    return False


def _is_aligned(proven: str, domain: str) -> bool:
    """The same domain, or the one above it that has a name of its own (`mail.urzad.pl`)."""
    return proven == domain or is_below(domain, proven)
