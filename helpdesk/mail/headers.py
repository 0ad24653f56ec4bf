"""Header values of mails from anywhere: decoded, repaired, cut to a sensible length."""

import base64
import quopri
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from django.utils import timezone

from helpdesk.mail.charsets import Decoded, decode
from helpdesk.mail.limits import LONGEST_VALUE

MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,248}>")
ENCODED_WORD = re.compile(r"=\?([^?\s]{1,80})\?([bBqQ])\?([^?]*)\?=")
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
    """Decode the encoded words (RFC 2047) and the raw 8-bit bytes of a header value."""
    read = [decode(content, charset) for content, charset in _pieces(raw)]
    repair = next((piece.repair for piece in read if piece.repair), "")
    return _printable(Decoded("".join(piece.text for piece in read), repair))


def _pieces(raw: str) -> list[tuple[bytes, str]]:
    """Bytes and their character set; words of one set are joined, for some cut a letter in two."""
    pieces: list[tuple[bytes, str]] = []
    end = 0
    for word in ENCODED_WORD.finditer(raw):
        between = raw[end : word.start()]
        if between and not (end and between.isspace()):  # white space between words means nothing
            pieces.append((_as_bytes(between), ""))
        content, charset = _word(*word.groups())
        if pieces and end and pieces[-1][1] == charset and not between.strip():
            content = pieces.pop()[0] + content
        pieces.append((content, charset))
        end = word.end()
    return [*pieces, (_as_bytes(raw[end:]), "")]


def _word(charset: str, encoding: str, text: str) -> tuple[bytes, str]:
    """The bytes of an encoded word and their set; what cannot be decoded stays as it came."""
    content = _as_bytes(text)
    if encoding in "qQ":
        content = quopri.decodestring(content.replace(b"_", b"=20"))
    else:
        try:
            content = base64.b64decode(content + b"=" * (-len(content) % 4))
        except ValueError:
            return content, ""
    known = charset.partition("*")[0].lower()  # a language may follow (RFC 2231, 5)
    return content, "" if known == "unknown-8bit" else known


def addresses(message: Message, *names: str) -> tuple[Address, ...]:
    """All addresses of the named headers, at most a hundred, those without an address too."""
    raw = [v for name in names for v in raw_values(message, name)]
    return tuple(_address(*pair) for pair in getaddresses(raw)[:MOST_ADDRESSES])


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


def _address(name: str, email: str) -> Address:
    """A word alone, without brackets and domain, is a name."""
    if not name and "@" not in email:
        name, email = email, ""
    return Address(decoded(name).text[:200], _email(email))


def _email(address: str) -> str:
    """An address in lower case, only where it has the form of one; some systems leave the domain out."""
    clean = decoded(address).text.strip().lower()
    local, at, domain = clean.rpartition("@")
    is_one = (local and domain) if at else clean
    return clean if is_one and len(clean) <= 254 and not re.search(r"[\s<>,;]", clean) else ""


def _as_text(raw: object) -> str:
    return raw if isinstance(raw, str) else str(raw)


def _as_bytes(text: str) -> bytes:
    """Bytes that came raw were kept by the parser as surrogates; they are decoded like a body."""
    return text.encode("utf-8", "surrogateescape")


def _printable(read: Decoded) -> Decoded:
    kept = "".join(c if c.isprintable() else " " for c in read.text)
    return Decoded(" ".join(kept.split()), read.repair)
