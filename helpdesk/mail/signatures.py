"""Whether a mail is signed by the domain it names (DKIM, RFC 6376; alignment by DMARC, RFC 7489).

For a receiving server that writes no Authentication-Results we trust. Pure but for the questions it
asks DNS; slow on hostile input: run it by `reader.run`. SPF is not computed: it is about the
connection over which a mail came, and only the server that had it can say.
"""

from collections.abc import Callable, Sequence

from authheaders.dmarc_lookup import DMARCException, receiver_record
from dkim import DKIM, DKIMException
from dns.exception import DNSException
from dns.resolver import Resolver

from helpdesk.mail.domains import is_below

MOST_SIGNATURES = 5
SECONDS = 3  # for one question to DNS
SYSTEM = "system"

# The text record of a name, or None.
Ask = Callable[[str], bytes | None]


def is_signed_by(content: bytes, domain: str, ask: Ask) -> bool:
    """Whether a valid signature of the mail stands for `domain`, that of its From header."""
    return any(_is_aligned(signer, domain, ask) for signer in _signers(content, ask))


def is_signed(content: bytes, domain: str, servers: Sequence[str]) -> bool:
    """The same, asking the DNS servers at these addresses, or `system` for those of the machine."""
    resolver = Resolver(configure=SYSTEM in servers)
    if SYSTEM not in servers:
        hosts = [server.rpartition(":") for server in servers]
        resolver.nameservers = [host for host, _colon, _port in hosts]
        resolver.port = int(hosts[0][2])
    resolver.lifetime = SECONDS

    def ask(name: str) -> bytes | None:
        try:
            answer = resolver.resolve(name, "TXT")
        except DNSException:
            return None
        return b"".join(answer[0].strings)

    return is_signed_by(content, domain, ask)


def _signers(content: bytes, ask: Ask) -> Sequence[str]:
    """The domains of the first valid signatures that cover the whole body."""
    found = []
    for number in range(MOST_SIGNATURES):
        try:
            mail = DKIM(content)
            is_valid = mail.verify(number, dnsfunc=lambda name, timeout=5: ask(name.decode()))
        except (DKIMException, ValueError, KeyError, UnicodeError, IndexError):
            continue
        if is_valid and b"l" not in mail.signature_fields:  # with a length, anybody adds words
            found.append(mail.domain.decode("ascii", "replace").lower())
    return found


def _is_aligned(signer: str, domain: str, ask: Ask) -> bool:
    """As the domain's own DMARC record wants it, else relaxed (RFC 7489, 3.1.1)."""

    def ask_text(name: str, qtype: str = "TXT") -> str | None:
        found = ask(name)
        return found.decode("utf-8", "replace") if found else None

    try:
        record, _organisation = receiver_record(domain, dnsfunc=ask_text)
    except (DMARCException, ValueError, IndexError):
        return False
    if signer == domain or record.get("adkim") == "s":
        return signer == domain
    return is_below(signer, domain) or is_below(domain, signer)
