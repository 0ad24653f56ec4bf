"""Say something to somebody: queue a mail, note a notification, record a bounce."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from foundation.accounts.models import User
from foundation.mailing.models import Notification, OutgoingMail


@dataclass(frozen=True)
class Part:
    """Bytes that travel with a mail; `content_type` with its parameters."""

    content_type: str
    body: bytes
    filename: str = ""


def queue_mail(
    *,
    kind: str,
    subject_key: str,
    to: User | str,
    template: str,
    context: Mapping[str, object],
    sequence: int = 0,
    headers: Mapping[str, str] | None = None,
    parts: Sequence[Part] = (),
    language: str | None = None,
    at: datetime | None = None,
) -> OutgoingMail | None:
    """Write one mail to be sent, from `<template>_subject.txt`, `<template>.txt` and `<template>.html`."""
    raise NotImplementedError


def notify(
    user: User, *, kind: str, text: str, url: str = "", at: datetime | None = None
) -> Notification:
    """Tell a person inside the application."""
    raise NotImplementedError


def mark_bounced(message_id: str, *, reason: str, at: datetime | None = None) -> bool:
    """Record that a mail came back; True when `message_id` is one of ours."""
    raise NotImplementedError
