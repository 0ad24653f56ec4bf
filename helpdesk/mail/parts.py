"""The parts of a mail: which of them are the words, and which are files."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from helpdesk.mail import headers
from helpdesk.mail.charsets import Decoded, decode
from helpdesk.mail.flowed import unflow
from helpdesk.mail.html import text_of
from helpdesk.mail.limits import (
    DEEPEST,
    LONGEST_TEXT,
    MOST_PARTS,
    TOO_DEEP,
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
    for number, (part, depth) in enumerate(_walk(message, 0)):
        if number >= MOST_PARTS:
            raise OverLimit(TOO_MANY_PARTS)
        if depth > DEEPEST:
            raise OverLimit(TOO_DEEP)
        if _is_leaf(part, message):
            found.append(part)
    return found


def types_in(message: Message) -> tuple[str, ...]:
    """The type of every part, containers too."""
    return tuple(part.get_content_type() for part, _depth in _walk(message, 0))


def _is_leaf(part: Message, root: Message) -> bool:
    is_enclosed = part.get_content_maintype() == "message" and part is not root
    return is_enclosed or not part.is_multipart()


def _walk(message: Message, depth: int) -> Iterator[tuple[Message, int]]:
    """Parts with their depth, without recursion: hostile nesting must not exhaust the stack."""
    waiting = [(message, depth)]
    while waiting:
        part, level = waiting.pop()
        yield part, level
        if not _is_leaf(part, message):
            waiting.extend((child, level + 1) for child in reversed(part.get_payload()))


def is_text(part: Message) -> bool:
    """Whether a part is words to read: plain or HTML, and not sent as a file."""
    if part.get_content_type() not in ("text/plain", "text/html"):
        return False
    return part.get_content_disposition() != "attachment" and not filename(part)


def content_of(part: Message) -> bytes:
    """The bytes of a part; what claims an encoding that it has not is taken as it is."""
    if part.is_multipart():
        return b"".join(inner.as_bytes() for inner in part.get_payload())
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        content = None
    if content is None:
        payload = part.get_payload()
        content = payload.encode("utf-8", "surrogateescape") if isinstance(payload, str) else b""
    return content


def text_in(part: Message) -> Decoded:
    """The words of a text part, with line ends `\\n`."""
    read = decode(content_of(part), _parameter(part, "charset"))
    text = read.text[:LONGEST_TEXT].replace("\r\n", "\n").replace("\r", "\n")
    if part.get_content_type() == "text/html":
        return Decoded(text_of(text), read.repair)
    if _parameter(part, "format").lower() == "flowed":
        text = unflow(text, delete_space=_parameter(part, "delsp").lower() == "yes")
    return Decoded(text, read.repair)


def file_of(part: Message) -> MailFile:
    """A part as a file, with a name made from its type where it has none."""
    content_type = part.get_content_type()
    name = filename(part) or NAMES.get(content_type, "zalacznik.bin")
    return MailFile(name[:500], content_type, content_of(part))


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
