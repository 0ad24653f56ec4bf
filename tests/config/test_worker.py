"""The worker as a process: nobody's sign-in code waits for the servers of others."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.management import call_command

from foundation.mailing.models import OutgoingMail
from helpdesk.models import Mailbox
from tests.another_process import database_url
from tests.helpdesk.factories import make_queue
from tests.mailing.factories import make_mail
from tests.mailing.smtp import smtp_server
from tests.patience import SECONDS


@pytest.mark.slow
@pytest.mark.fault("D7")
@pytest.mark.django_db(transaction=True)
def test_mailbox_that_stalls_delays_nothing_else(settings) -> None:
    """Seen failing with `collect_mail` among SWEEPS: the code waited until the collector gave up."""
    call_command("worker", once=True)  # the scheduled jobs of the day are done
    with socket.create_server(("127.0.0.1", 0)) as silent, smtp_server() as (arrived, port):
        silent.settimeout(SECONDS)
        make_stalling_mailbox(silent.getsockname()[1])
        worker = start_worker(port, settings.VAR_DIR)
        try:
            held, _address = silent.accept()  # the collector waits for a greeting from now on
            make_mail(is_urgent=True)
            wait_until_sent()
            is_held = Mailbox.objects.get().leased_until is not None
            held.close()
        finally:
            worker.send_signal(signal.SIGTERM)
            code = worker.wait(SECONDS)

    assert (len(arrived.messages), is_held, code) == (1, True, 0)


def make_stalling_mailbox(port: int) -> None:
    Mailbox.objects.create(
        address="pomoc@punkt-wsparcia.test",
        host="127.0.0.1",
        port=port,
        security=Mailbox.Security.NONE,
        user_name="pomoc",
        secret="tajne",
        queue=make_queue(),
    )


def start_worker(smtp_port: int, var: Path) -> subprocess.Popen:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DATABASE_URL": database_url(),
        "MAIL_TRANSPORT": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_URL": f"smtp://127.0.0.1:{smtp_port}",
        "VAR_DIR": str(var),
    }
    return subprocess.Popen([sys.executable, "manage.py", "worker"], env=environment)


def wait_until_sent() -> None:
    until = time.monotonic() + SECONDS
    while OutgoingMail.objects.filter(sent_at=None).exists() and time.monotonic() < until:
        time.sleep(0.1)
