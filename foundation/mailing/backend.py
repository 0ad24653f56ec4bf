"""The EMAIL_BACKEND: what allauth, Wagtail or Django send becomes rows of outgoing mail."""

import uuid
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from foundation.accounts.models import User
from foundation.mailing.actions import Part, write_mail
from foundation.mailing.headers import single_line
from foundation.mailing.identity import Identity
from foundation.mailing.rendering import LONGEST_SUBJECT, Rendered

# Names the kind; kinds of `account…` are sign-in mails: they go first, their words are deleted afterwards.
KIND_HEADER = "X-Mail-Kind"
URGENT = "account"


class OutgoingMailBackend(BaseEmailBackend):
    """Write one row per recipient; the worker sends them."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue each message and return how many there were."""
        for message in email_messages:
            self._queue(message)
        return len(email_messages)

    def _queue(self, message: EmailMessage) -> None:
        kind = message.extra_headers.get(KIND_HEADER, "django")
        words = _words(message)
        parts = [Part(a.mimetype or "application/octet-stream", _bytes(a.content), a.filename or "")
                 for a in message.attachments]  # fmt: skip
        for address in message.recipients():
            recipient = address.strip().lower()
            write_mail(
                Identity(kind, f"{kind}:{uuid.uuid4()}", recipient),
                rendered=words,
                recipient_user=User.objects.filter(email=recipient).first(),
                parts=parts,
                is_urgent=kind.startswith(URGENT),
            )


def _words(message: EmailMessage) -> Rendered:
    alternatives = getattr(message, "alternatives", [])
    html = next((a.content for a in alternatives if a.mimetype == "text/html"), "")
    text = "" if message.content_subtype == "html" else message.body
    return Rendered(
        single_line(message.subject)[:LONGEST_SUBJECT],
        text,
        html or (message.body if not text else ""),
    )


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content
