"""The parts of a mail: which of them are the words, and which are files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import CloseBoundaryNotFoundDefect, MessageError
from email.message import Message

from helpdesk.mail import headers
from helpdesk.mail.charsets import Decoded, decode
from helpdesk.mail.flowed import unflow
from helpdesk.mail.html import text_of
from helpdesk.mail.limits import (
    DEEPEST,
    LONGEST_TEXT,
    MOST_LINKS,
    MOST_PARTS,
    TOO_DEEP,
    TOO_MANY_LINKS,
    TOO_MANY_PARTS,
    OverLimit,
)

# Names for parts that travel without one, by what they are.
NAMES = {
    "application/ms-tnef": "winmail.dat",
    "application/vnd.ms-tnef": "winmail.dat",
    "application/pkcs7-mime": "smime.p7m",
    "application/x-pkcs7-mime": "smime.p7m",
    "application/pkcs7-signature": "smime.p7s",
    "application/x-pkcs7-signature": "smime.p7s",
    "application/pgp-encrypted": "pgp.txt",
    "application/pgp-signature": "podpis.asc",
    "application/octet-stream": "zalacznik.bin",
    "application/pdf": "zalacznik.pdf",
    "text/calendar": "zaproszenie.ics",
    "text/html": "tresc.html",
    "text/plain": "tresc.txt",
    "image/png": "obraz.png",
    "image/jpeg": "obraz.jpg",
    "image/gif": "obraz.gif",
    "message/rfc822": "wiadomosc.eml",
    "message/delivery-status": "raport.txt",
    "text/rfc822-headers": "naglowki.txt",
}


BASE64_START = re.compile(r"[A-Za-z0-9+/=]{4}")
TNEF = ("application/ms-tnef", "application/vnd.ms-tnef")


@dataclass(frozen=True)
class MailFile:
    """A part kept as a file: its name as sent, its declared type, its bytes."""

    name: str
    content_type: str
    content: bytes


def leaves(message: Message) -> list[Message]:
    """Every part that holds something, in order; raises OverLimit for too many or too deep.

    A mail inside a mail is one part: what stands in it was not said by this sender.
    """
    found: list[Message] = []
    for number, (part, depth) in enumerate(walk(message, 0)):
        if number >= MOST_PARTS:
            raise OverLimit(TOO_MANY_PARTS)
        if depth > DEEPEST:
            raise OverLimit(TOO_DEEP)
        if _is_leaf(part, message):
            found.append(part)
    return found


def _is_leaf(part: Message, root: Message) -> bool:
    is_enclosed = part.get_content_maintype() == "message" and part is not root
    return is_enclosed or not part.is_multipart()


def walk(message: Message, depth: int = 0) -> Iterator[tuple[Message, int]]:
    """Parts with their depth, without recursion: hostile nesting must not exhaust the stack."""
    waiting = [(message, depth)]
    while waiting:
        part, level = waiting.pop()
        yield part, level
        if not _is_leaf(part, message):
            waiting.extend((child, level + 1) for child in reversed(part.get_payload()))


def is_unfinished(part: Message) -> bool:
    """Whether the mail ends inside this part of several."""
    return any(isinstance(one, CloseBoundaryNotFoundDefect) for one in part.defects)


def is_blank(part: Message) -> bool:
    """Whether a part holds nothing at all."""
    return not part.is_multipart() and not str(_payload(part) or "").strip()


def is_text(part: Message) -> bool:
    """Whether a part is words to read: plain or HTML, and not sent as a file."""
    kind = part.get_content_type()
    if kind not in ("text/plain", "text/html") or _is_garbage(part):
        return False
    return part.get_content_disposition() != "attachment" and not filename(part)


def _is_garbage(part: Message) -> bool:
    """Whether a part says that it is in base64 and is not."""
    payload = _payload(part)
    if part.get("Content-Transfer-Encoding", "").strip().lower() != "base64" or not payload:
        return False
    first = payload.strip().partition("\n")[0] if isinstance(payload, str) else ""
    return not BASE64_START.match(first)


def content_of(part: Message) -> bytes:
    """The bytes of a part; what claims an encoding that it has not is taken as it is."""
    if part.is_multipart():
        return b"".join(_as_bytes(inner) for inner in part.get_payload())
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        content = None
    if content is None:
        payload = _payload(part)
        content = payload.encode("utf-8", "surrogateescape") if isinstance(payload, str) else b""
    return content


def _payload(part: Message) -> object:
    """What a part holds, undecoded; a damaged name of its character set hinders nobody."""
    try:
        return part.get_payload()
    except (ValueError, LookupError):
        return part._payload


def _as_bytes(message: Message) -> bytes:
    """A mail inside a mail as bytes; where the library cannot write it, part by part as it stands."""
    try:
        return message.as_bytes()
    except (ValueError, LookupError, MessageError):
        header = "".join(f"{name}: {value}\n" for name, value in message.raw_items())
        return header.encode("utf-8", "surrogateescape") + b"\n" + content_of(message)


def source_of(part: Message) -> Decoded:
    """The text of a part as it was written, with line ends `\\n`; raises OverLimit for links."""
    read = decode(content_of(part), _parameter(part, "charset"))
    text = read.text[:LONGEST_TEXT].replace("\r\n", "\n").replace("\r", "\n")
    if text.count("://") > MOST_LINKS:
        raise OverLimit(TOO_MANY_LINKS)
    return Decoded(text, read.repair)


def text_in(part: Message) -> Decoded:
    """The words of a text part."""
    read = source_of(part)
    text = read.text
    if part.get_content_type() == "text/html":
        return Decoded(text_of(text), read.repair)
    if _parameter(part, "format").lower() == "flowed":
        text = unflow(text, delete_space=_parameter(part, "delsp").lower() == "yes")
    return Decoded(text, read.repair)


def file_of(part: Message) -> MailFile:
    """A part as a file, with a name made from its type where it has none."""
    content_type = part.get_content_type()
    name = filename(part) or _title(part) or NAMES.get(content_type, "zalacznik.bin")
    return MailFile(name[:500], content_type, content_of(part))


def _title(part: Message) -> str:
    """A mail inside a mail is named after its subject."""
    inner = part.get_payload(0) if part.is_multipart() else None
    if part.get_content_type() != "message/rfc822" or inner is None:
        return ""
    subject = headers.value(inner, "Subject")[:100]
    return f"{subject}.eml" if subject else ""


def filename(part: Message) -> str:
    """The name a part travels under, by RFC 2231 or RFC 2047; empty where it has none."""
    try:
        name = part.get_filename("")
    except (ValueError, TypeError, LookupError, IndexError):
        return ""
    return headers.decoded(str(name)).text


def _parameter(part: Message, name: str) -> str:
    try:
        found = part.get_param(name, "")
    except (ValueError, TypeError, IndexError):
        return ""
    return str(found[2] if isinstance(found, tuple) else found or "")
