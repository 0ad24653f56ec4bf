"""Header values of mails from anywhere: decoded, repaired, cut to a sensible length."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from django.utils import timezone

from helpdesk.mail.charsets import Decoded, decode
from helpdesk.mail.limits import LONGEST_VALUE

MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,248}>")
MOST_ADDRESSES = 100


@dataclass(frozen=True)
class Address:
    """One address of a header; `email` is lower case and empty where there is none."""

    name: str
    email: str


def raw_values(message: Message, name: str) -> list[str]:
    """Every value of a header as it travelled, on one line, cut to a sensible length."""
    return [" ".join(_as_text(v).split())[:LONGEST_VALUE] for v in message.get_all(name, [])]


def value(message: Message, name: str) -> str:
    """The first value of a header, decoded; empty where there is none."""
    values = raw_values(message, name)
    return decoded(values[0]).text if values else ""


def decoded(raw: str) -> Decoded:
    """Decode RFC 2047 words and raw 8-bit bytes of a header value."""
    if "=?" not in raw:
        return _printable(_decode_bytes(raw, ""))
    try:
        pieces = decode_header(raw)
    except (HeaderParseError, ValueError, TypeError):
        return _printable(_decode_bytes(raw, ""))
    read = [_decode_bytes(piece, charset or "") for piece, charset in pieces]
    repair = next((piece.repair for piece in read if piece.repair), "")
    return _printable(Decoded("".join(piece.text for piece in read), repair))


def addresses(message: Message, *names: str) -> tuple[Address, ...]:
    """All addresses of the named headers, at most a hundred, those without an address too."""
    raw = [v for name in names for v in raw_values(message, name)]
    pairs = getaddresses(raw)[:MOST_ADDRESSES]
    return tuple(Address(decoded(name).text[:200], _email(email)) for name, email in pairs)


def message_ids(raw: Iterable[str]) -> tuple[str, ...]:
    """The Message-IDs in header values, with their angle brackets."""
    return tuple(found for text in raw for found in MESSAGE_ID.findall(text))


def date_of(message: Message) -> datetime | None:
    """The Date header as an aware moment; None where it says nothing sensible."""
    for raw in raw_values(message, "Date"):
        try:
            at = parsedate_to_datetime(raw)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
        return at if at.tzinfo else timezone.make_aware(at, timezone.get_fixed_timezone(0))
    return None


def _email(address: str) -> str:
    """An address in lower case, only where it has the form of one."""
    clean = decoded(address).text.strip().lower()
    local, _at, domain = clean.rpartition("@")
    is_one = local and domain and len(clean) <= 254 and not re.search(r"[\s<>,;]", clean)
    return clean if is_one else ""


def _as_text(raw: object) -> str:
    return raw if isinstance(raw, str) else str(raw)


def _decode_bytes(piece: str | bytes, charset: str) -> Decoded:
    """Bytes that came raw were kept by the parser as surrogates; they are decoded like a body."""
    content = piece if isinstance(piece, bytes) else piece.encode("utf-8", "surrogateescape")
    return decode(content, "" if charset == "unknown-8bit" else charset)


def _printable(read: Decoded) -> Decoded:
    kept = "".join(c if c.isprintable() else " " for c in read.text)
    return Decoded(" ".join(kept.split()), read.repair)
