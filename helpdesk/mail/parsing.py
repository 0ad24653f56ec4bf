"""From the bytes of a mail to what it says. Pure: no database, no network, no settings."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.policy import Compat32

from helpdesk.mail import headers
from helpdesk.mail.headers import Address
from helpdesk.mail.limits import (
    HEADER_TOO_LARGE,
    LARGEST_HEADER,
    LARGEST_MAIL,
    MOST_FILES,
    TOO_DEEP,
    TOO_LARGE,
    OverLimit,
)
from helpdesk.mail.parts import MailFile, content_of, file_of, is_text, leaves, text_in, types_in
from helpdesk.mail.quotes import new_text

HEADER_END = re.compile(rb"\r\n\r\n|\n\n|\r\r")
# What the filters ask for by name.
ASKED = (
    "auto-submitted", "authentication-results", "content-type", "delivered-to", "envelope-to",
    "list-id", "list-unsubscribe", "message-id", "precedence", "return-path", "x-autoreply",
    "x-autorespond", "x-auto-response-suppress", "x-failed-recipients", "x-loop", "x-original-to",
)  # fmt: skip


class _AsItCame(Compat32):
    """Header values with their raw 8-bit bytes as surrogates, for `headers.decoded` to repair."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        return value


@dataclass(frozen=True)
class ParsedMail:
    """A mail, read. `text` is what its sender newly wrote, `whole_text` everything."""

    senders: tuple[Address, ...]
    recipients: tuple[Address, ...]
    reply_to: tuple[Address, ...]
    subject: str
    sent_at: datetime | None
    message_id: str
    answers_to: tuple[str, ...]
    text: str
    whole_text: str
    content_type: str
    part_types: tuple[str, ...]
    files: tuple[MailFile, ...] = ()
    reports: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()
    headers: dict[str, tuple[str, ...]] = field(default_factory=dict)

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


def parse(content: bytes) -> ParsedMail:
    """Read a mail; raises OverLimit where it is larger or deeper than we look at."""
    _refuse_oversize(content)
    try:
        message = message_from_bytes(content, policy=_AsItCame())
        parts = leaves(message)
    except RecursionError as error:
        raise OverLimit(TOO_DEEP) from error
    whole, repairs = _words(parts, message)
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
        text=new_text(whole),
        whole_text=whole,
        content_type=message.get_content_type(),
        part_types=types_in(message),
        files=_files(parts),
        reports=tuple(_report(part) for part in parts if _is_report(part)),
        repairs=tuple(dict.fromkeys(r for r in (*repairs, title.repair if title else "") if r)),
        headers={name: tuple(headers.raw_values(message, name)) for name in ASKED},
    )


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


def _words(parts: Sequence[Message], message: Message) -> tuple[str, list[str]]:
    """The text of a mail: its plain parts, else the words of its HTML; and what was repaired."""
    texts = [part for part in parts if is_text(part)]
    plain = [part for part in texts if part.get_content_type() == "text/plain"]
    read = [text_in(part) for part in plain]
    if not any(piece.text.strip() for piece in read):
        read = [text_in(part) for part in texts if part not in plain]
    text = "\n\n".join(piece.text.strip("\n") for piece in read if piece.text.strip())
    return text, [piece.repair for piece in read]


def _files(parts: Sequence[Message]) -> tuple[MailFile, ...]:
    """Everything that is not words to read, the first fifty."""
    return tuple(file_of(part) for part in parts if not is_text(part))[:MOST_FILES]


def _is_report(part: Message) -> bool:
    return part.get_content_type() in ("message/delivery-status", "message/feedback-report")


def _report(part: Message) -> str:
    """The text of a machine-readable report."""
    return content_of(part).decode("utf-8", "replace")[:20_000]
