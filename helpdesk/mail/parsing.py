"""From the bytes of a mail to what it says. Pure: no database, no network, no settings."""

import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32

from helpdesk.mail import calendars, headers, tnef
from helpdesk.mail.charsets import decode
from helpdesk.mail.headers import Address
from helpdesk.mail.html import text_of
from helpdesk.mail.limits import (
    HEADER_TOO_LARGE,
    LARGEST_HEADER,
    LARGEST_MAIL,
    LONGEST_TEXT,
    MOST_FILES,
    TOO_DEEP,
    TOO_LARGE,
    OverLimit,
)
from helpdesk.mail.parts import (
    TNEF,
    MailFile,
    content_of,
    file_of,
    is_blank,
    is_text,
    is_unfinished,
    leaves,
    source_of,
    text_in,
    walk,
)
from helpdesk.mail.protection import Protection, protections_of
from helpdesk.mail.quotes import new_text

HEADER_END = re.compile(rb"\r\n\r\n|\n\n|\r\r")
HEADER_LINE = re.compile(rb"[!-9;-~]{1,80}:|From |>From ")
MOST_DAMAGED_LINES = 3
FOLD = re.compile(r"[\r\n]+")
# What the filters ask for by name.
ASKED = (
    "auto-submitted", "authentication-results", "content-type", "delivered-to", "envelope-to",
    "list-id", "list-post", "list-unsubscribe", "message-id", "precedence", "return-path",
    "x-autoreply", "x-autorespond", "x-failed-recipients", "x-loop", "x-original-to",
)  # fmt: skip


class _AsItCame(Compat32):
    """Header values with their raw 8-bit bytes as surrogates, for `headers.decoded` to repair.

    They are unfolded (RFC 5322, 2.2.3): a boundary may be folded too.
    """

    def header_fetch_parse(self, name: str, value: str) -> str:
        return FOLD.sub("", value)


@dataclass(frozen=True)
class ParsedMail:
    """A mail, read. `text` is what its sender newly wrote, `whole_text` everything; both are empty
    where only the header was read."""

    senders: tuple[Address, ...]
    recipients: tuple[Address, ...]
    reply_to: tuple[Address, ...]
    subject: str
    sent_at: datetime | None
    message_id: str
    answers_to: tuple[str, ...]
    content_type: str
    text: str = ""
    whole_text: str = ""
    part_types: tuple[str, ...] = ()
    files: tuple[MailFile, ...] = ()
    reports: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()
    headers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    has_html: bool = False
    protections: tuple[Protection, ...] = ()

    def header(self, name: str) -> str:
        """The first value of one of `ASKED`, in lower case; empty where there is none."""
        return next(iter(self.headers.get(name, ())), "").lower()


def identity_of(content: bytes) -> str:
    """What makes a mail the same one when it comes by another way: Message-ID and everything below
    the header; without a Message-ID all bytes. A forged Message-ID on other words is another mail.
    """
    end = HEADER_END.search(content)
    header, body = (content[: end.start()], content[end.end() :]) if end else (content, b"")
    found = re.search(rb"(?im)^message-id:[ \t]{0,20}(<[^<>\s]{1,248}>)", header[:LARGEST_HEADER])
    if not found:
        return hashlib.sha256(content).hexdigest()
    return hashlib.sha256(found.group(1) + b"\n" + body).hexdigest()


def parse(content: bytes, our_lines: Collection[str] = ()) -> ParsedMail:
    """Read a mail; raises OverLimit where it is larger or deeper than we look at.

    `our_lines` are those above which our own mails ask to write.
    """
    message = message_of(content)
    parts = leaves(message)
    every_part = [part for part, _depth in walk(message)]
    packed = [tnef.unpack(content_of(part)) for part in parts if part.get_content_type() in TNEF]
    whole, repairs = _words(parts)
    whole = whole or _words_elsewhere(parts, packed)
    heading = _heading_of(message)
    sender = heading.senders[0].name if heading.senders else ""
    return replace(
        heading,
        text=new_text(whole, our_lines, sender=sender),
        whole_text=whole,
        part_types=tuple(part.get_content_type() for part in every_part),
        files=_files(parts, packed, is_cut_off=any(map(is_unfinished, every_part))),
        reports=tuple(_report(part) for part in parts if _is_report(part)),
        repairs=tuple(dict.fromkeys(r for r in (*repairs, *heading.repairs) if r)),
        has_html=any(map(_is_layout, parts)),
        protections=protections_of(every_part, whole),
    )


def parse_header(content: bytes) -> ParsedMail:
    """What the first 200 kB of the header say of a mail that is too large or too deep to be read."""
    end = HEADER_END.search(content, 0, LARGEST_HEADER)
    header = _from_the_header_on(content[: end.start() if end else LARGEST_HEADER])
    return _heading_of(BytesParser(policy=_AsItCame()).parsebytes(header, headersonly=True))


def _heading_of(message: Message) -> ParsedMail:
    subject = headers.raw_values(message, "Subject")
    title = headers.decoded(subject[0]) if subject else None
    ids = headers.message_ids(headers.raw_values(message, "Message-ID"))
    return ParsedMail(
        senders=headers.addresses(message, "From"),
        recipients=headers.addresses(message, "To", "Cc", "Delivered-To", "X-Original-To"),
        reply_to=headers.addresses(message, "Reply-To"),
        subject=title.text if title else "",
        sent_at=headers.date_of(message),
        message_id=ids[0] if ids else "",
        answers_to=_answers_to(message),
        content_type=message.get_content_type(),
        repairs=(title.repair,) if title and title.repair else (),
        headers={name: tuple(headers.raw_values(message, name)) for name in ASKED},
    )


def message_of(content: bytes) -> Message:
    """The tree of a mail; raises OverLimit where it is too large or too deep to be built."""
    _refuse_oversize(content)
    try:
        return message_from_bytes(_from_the_header_on(content), policy=_AsItCame())
    except RecursionError as error:
        raise OverLimit(TOO_DEEP) from error


def _from_the_header_on(content: bytes) -> bytes:
    """Without damaged lines before the first line of a header, which would make all of it body."""
    rest = content
    for _line in range(MOST_DAMAGED_LINES):
        if HEADER_LINE.match(rest) or not rest.strip() or rest[:1].isspace():
            break
        rest = rest.partition(b"\n")[2]
    return rest if HEADER_LINE.match(rest) else content


def _refuse_oversize(content: bytes) -> None:
    if len(content) > LARGEST_MAIL:
        raise OverLimit(TOO_LARGE)
    end = HEADER_END.search(content)
    if (end.start() if end else len(content)) > LARGEST_HEADER:
        raise OverLimit(HEADER_TOO_LARGE)


def _answers_to(message: Message) -> tuple[str, ...]:
    """Message-IDs that this mail answers, the nearest first."""
    nearest = headers.message_ids(headers.raw_values(message, "In-Reply-To"))
    thread = headers.message_ids(message.get_all("References", [])[:3])[-50:]
    return tuple(dict.fromkeys([*nearest[:5], *reversed(thread)]))


def _words(parts: Sequence[Message]) -> tuple[str, list[str]]:
    """The text of a mail: its plain parts, else the words of its HTML; and what was repaired."""
    texts = [part for part in parts if is_text(part)]
    plain = [part for part in texts if part.get_content_type() == "text/plain"]
    read = [text_in(part) for part in plain]
    if not any(piece.text.strip() for piece in read):
        read = [text_in(part) for part in texts if part not in plain]
    text = "\n\n".join(piece.text.strip("\n") for piece in read if piece.text.strip())
    return text, [piece.repair for piece in read]


def _words_elsewhere(parts: Sequence[Message], packed: Sequence[tnef.Packed]) -> str:
    """The words of a mail without text: those that Outlook packed, else of an invitation."""
    for packet in packed:
        if packet.text or packet.html:
            return packet.text or text_of(decode(packet.html, "").text[:LONGEST_TEXT])
    calendar = next((part for part in parts if part.get_content_type() == "text/calendar"), None)
    return calendars.words_of(source_of(calendar).text) if calendar else ""


def _files(
    parts: Sequence[Message], packed: Sequence[tnef.Packed], *, is_cut_off: bool
) -> tuple[MailFile, ...]:
    """Everything that is not words to read; a packet of Outlook is opened.

    Of a mail that was cut off, the part where it ends is kept as it came too.
    """
    packets = iter(packed)
    cut_off = [part for part in parts[-1:] if is_cut_off and not is_blank(part)]
    files: list[MailFile] = []
    for part in parts:
        packet = next(packets) if part.get_content_type() in TNEF else None
        if packet and (packet.files or packet.text or packet.html):
            files += [_packed_file(file) for file in packet.files]
        elif part in cut_off or not (is_text(part) or _is_nothing(part)):
            files.append(file_of(part))
    return tuple(files[:MOST_FILES])


def _is_nothing(part: Message) -> bool:
    """Whether a part says that it holds others, and holds none."""
    return part.get_content_maintype() == "multipart" and is_blank(part)


def _packed_file(file: tnef.PackedFile) -> MailFile:
    return MailFile(file.name[:500] or "zalacznik.bin", "application/octet-stream", file.content)


def _is_layout(part: Message) -> bool:
    return part.get_content_type() == "text/html" and is_text(part) and not is_blank(part)


def _is_report(part: Message) -> bool:
    return part.get_content_type() in ("message/delivery-status", "message/feedback-report")


def _report(part: Message) -> str:
    """The text of a machine-readable report."""
    return content_of(part).decode("utf-8", "replace")[:20_000]
