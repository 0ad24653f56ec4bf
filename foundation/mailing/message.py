"""From the row of a mail to what travels."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from foundation.mailing.models import MailPart, OutgoingMail

# Our own mail, should it come back to us, is known by this header.
LOOP_HEADER = "X-Loop"


def build_message(
    mail: OutgoingMail, connection: BaseEmailBackend | None = None
) -> EmailMultiAlternatives:
    """The message of `mail`, with the Message-ID that its row has held since it was written."""
    headers = {**mail.headers, "Message-ID": mail.message_id, LOOP_HEADER: settings.MAIL_DOMAIN}
    if "Auto-Submitted" in mail.headers:
        headers["X-Auto-Response-Suppress"] = "All"  # what Exchange reads instead of RFC 3834
    message = EmailMultiAlternatives(
        mail.subject, mail.body_text, to=[mail.recipient], headers=headers, connection=connection
    )
    if mail.body_html:
        message.attach_alternative(mail.body_html, "text/html")
    for part in mail.parts.all():
        _add(message, part)
    return message


def _add(message: EmailMultiAlternatives, part: MailPart) -> None:
    kind, *parameters = (piece.strip() for piece in part.content_type.split(";"))
    if kind == "text/calendar":
        # Calendars read the invitation only from an alternative whose `method` equals that of the
        # body (RFC 6047, 2.4); Django adds the charset itself.
        kept = [p for p in parameters if not p.lower().startswith("charset=")]
        message.attach_alternative(bytes(part.body).decode(), "; ".join([kind, *kept]))
    else:
        message.attach(part.filename or None, bytes(part.body), kind)
