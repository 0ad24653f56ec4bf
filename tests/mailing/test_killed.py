"""A worker killed between sending and marking."""

import signal
from datetime import timedelta

import pytest
from django.utils import timezone

from foundation.due import LEASE
from foundation.mailing.models import OutgoingMail
from foundation.mailing.sweeps import deliver_mail
from tests import another_process
from tests.mailing.factories import make_mail
from tests.mailing.smtp import smtp_server

# Sends the due mails as the worker does, but dies where the answer of the server has just come.
WORKER = """
import os, signal, sys, django
django.setup()
from django.utils.dateparse import parse_datetime
from foundation.mailing import sweeps
sweeps.mark_sent = lambda mail, at: os.kill(os.getpid(), signal.SIGKILL)
sweeps.deliver_mail(at=parse_datetime(sys.argv[1]))
"""


@pytest.mark.fault("F11")
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killed_between_sending_and_marking(settings) -> None:
    """Seen failing with the Message-ID made in `build_message` instead of when the row is written.

    SMTP makes one second copy unavoidable; it carries the same Message-ID, so mailboxes show one.
    """
    mail, at = make_mail(), timezone.now()
    with smtp_server() as (mailbox, port):
        killed = another_process.run(
            WORKER,
            at.isoformat(),
            MAIL_TRANSPORT="django.core.mail.backends.smtp.EmailBackend",
            EMAIL_URL=f"smtp://127.0.0.1:{port}",
        )
        settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port

        too_early = deliver_mail(at=at + LEASE - timedelta(seconds=1))
        mail.refresh_from_db()
        between = mail.delivery
        deliver_mail(at=at + LEASE)
        nothing_left = deliver_mail(at=at + 3 * LEASE)

    mail.refresh_from_db()
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert (too_early, nothing_left) == (0, 0)
    assert (between, mail.delivery, OutgoingMail.objects.count()) == ("sending", "sent", 1)
    assert [m["Message-ID"] for m in mailbox.messages] == [mail.message_id] * 2
