"""A worker killed between sending and marking."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from foundation.due import LEASE
from foundation.mailing.models import OutgoingMail
from foundation.mailing.sweeps import deliver_mail
from tests.mailing.factories import make_mail
from tests.mailing.smtp import smtp_server

# Sends the due mails as the worker does, but dies where the answer of the server has just come.
WORKER = """
import os, signal, django
django.setup()
from django.utils import timezone
from foundation.mailing import sweeps
sweeps.mark_sent = lambda mail, at: os.kill(os.getpid(), signal.SIGKILL)
sweeps.deliver_mail(at=timezone.now())
"""


@pytest.mark.fault("F11")
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killed_between_sending_and_marking(settings) -> None:
    """Seen failing with the Message-ID made in `build_message` instead of when the row is written.

    SMTP makes one second copy unavoidable; it carries the same Message-ID, so mailboxes show one.
    """
    mail = make_mail()
    with smtp_server() as (mailbox, port):
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "DATABASE_URL": database_url(),
            "MAIL_TRANSPORT": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_URL": f"smtp://127.0.0.1:{port}",
        }
        killed = subprocess.run([sys.executable, "-c", WORKER], env=environment, check=False)
        settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port

        too_early = deliver_mail(at=timezone.now())
        mail.refresh_from_db()
        between = mail.delivery
        deliver_mail(at=timezone.now() + LEASE + timedelta(seconds=1))
        nothing_left = deliver_mail(at=timezone.now() + 3 * LEASE)

    mail.refresh_from_db()
    assert (killed.returncode, too_early, nothing_left) == (-signal.SIGKILL, 0, 0)
    assert (between, mail.delivery, OutgoingMail.objects.count()) == ("sending", "sent", 1)
    assert [m["Message-ID"] for m in mailbox.messages] == [mail.message_id] * 2


def database_url() -> str:
    """The address of the test's own database, for another process."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
