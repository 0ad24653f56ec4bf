"""Due work of this app: sending what was written."""

import time
from datetime import datetime

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import gettext as _

from foundation.due import LEASE
from foundation.mailing.delivery import Verdict, explain, verdict
from foundation.mailing.message import build_message
from foundation.mailing.models import OutgoingMail, Suppression

# Waiting 1, 2, 4 … minutes, then six hours: about four days, as mail servers do (RFC 5321, 4.5.4.1).
MOST_ATTEMPTS = 24
# Rows not reached within half the lease go back, before another worker may think them abandoned.
LONGEST_BATCH = LEASE.total_seconds() / 2


def deliver_mail(*, at: datetime, limit: int = 50) -> int:
    """Send up to `limit` due mails, sign-in mails first; return how many were handled."""
    mails = list(OutgoingMail.objects.urgent().claim(at=at, limit=limit))
    if len(mails) < limit:
        mails += OutgoingMail.objects.claim(at=at, limit=limit - len(mails))
    if mails:
        connection = get_connection(settings.MAIL_TRANSPORT)
        try:
            _send_all(mails, connection, at)
        finally:
            _close(connection)
    return len(mails)


def _send_all(mails: list[OutgoingMail], connection: BaseEmailBackend, at: datetime) -> None:
    """Send one after the other; when the server is away, leave the rest for later."""
    until = time.monotonic() + LONGEST_BATCH
    server_away = _open(connection)
    for mail in mails:
        if server_away:
            _postpone(mail, server_away, at)
        elif time.monotonic() > until:
            mail.leased_until = None
            mail.save(update_fields=["leased_until"])
        else:
            server_away = _send(mail, connection, at)


def _send(mail: OutgoingMail, connection: BaseEmailBackend, at: datetime) -> str:
    """Send one mail and mark it; return what the server said where it takes no mail at all."""
    if Suppression.objects.filter(address=mail.recipient).exists():
        _give_up(mail, _("The address is on the list of addresses not to be written to."))
        return ""
    mail.delivery = OutgoingMail.Delivery.SENDING
    mail.save(update_fields=["delivery"])
    try:
        build_message(mail, connection).send()
    except Exception as error:  # one mail that cannot be sent must not stop the others
        return _not_sent(mail, error, at)
    mark_sent(mail, at)
    return ""


def mark_sent(mail: OutgoingMail, at: datetime) -> None:
    """Record the sending; a worker killed before this line sends again with the same Message-ID."""
    mail.delivery, mail.sent_at = OutgoingMail.Delivery.SENT, at
    if mail.is_urgent:
        mail.body_text = mail.body_html = ""  # codes and links that open an account
    mail.save(update_fields=["delivery", "sent_at", "body_text", "body_html"])
    mail.mark_done()


def _not_sent(mail: OutgoingMail, error: Exception, at: datetime) -> str:
    reason, meaning = explain(error), verdict(error)
    if meaning is Verdict.NEVER or mail.attempts >= MOST_ATTEMPTS:
        _give_up(mail, reason)
    else:
        _postpone(mail, reason, at)
    return reason if meaning is Verdict.AWAY else ""


def _postpone(mail: OutgoingMail, reason: str, at: datetime) -> None:
    mail.delivery = OutgoingMail.Delivery.QUEUED
    mail.save(update_fields=["delivery"])
    mail.retry(at=at, reason=reason)


def _give_up(mail: OutgoingMail, reason: str) -> None:
    mail.delivery = OutgoingMail.Delivery.FAILED
    mail.save(update_fields=["delivery"])
    mail.park(reason=reason)


def _open(connection: BaseEmailBackend) -> str:
    """Connect once for the whole batch; return why that was not possible."""
    try:
        connection.open()
    except OSError as error:
        return explain(error)
    return ""


def _close(connection: BaseEmailBackend) -> None:
    """Say goodbye; a server that is gone by now changes nothing about what was sent."""
    try:
        connection.close()
    except OSError:
        return
