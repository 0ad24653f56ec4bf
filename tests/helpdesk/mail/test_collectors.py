"""Collectors as processes: killed anywhere, two at once, the command, watching."""

import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone

from foundation.due import LEASE
from helpdesk.mail.imap.waiting import LONGEST_IDLE
from helpdesk.models import Mailbox, RawMail, Ticket
from helpdesk.sweeps import collect_mail, understand_mail
from tests import another_process
from tests.cast import make_cast
from tests.helpdesk.factories import make_desk
from tests.helpdesk.mail.dovecot import Server
from tests.helpdesk.mail.factories import make_bytes, make_domain, make_mailbox, proof
from tests.patience import SECONDS

# Dies at the given point between the server and the row.
KILLED_AT = """
import os, signal, sys, django
django.setup()
from django.core.management import call_command
import helpdesk.mail.imap.collecting as collecting
calls = []
def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)
def die_at_the_second(real):
    def call(*args, **kwargs):
        calls.append(args)
        return real(*args, **kwargs) if len(calls) < 2 else die()
    return call
module, name = {
    "before storing": (collecting, "store_mail"),
    "after storing": (collecting, "_note"),
    "after noting": (collecting.folder, "mark_read"),
    "after marking": (collecting, "_read"),
    "before moving": (collecting.folder, "move_up_to"),
    "after moving": (collecting.Mailbox, "save"),
}[sys.argv[1]]
real = getattr(module, name)
once = name in ("move_up_to", "save")
setattr(module, name, die if once and name == "move_up_to" else die_at_the_second(real))
call_command("fetch_mail")
"""


PLACES = (
    "before storing", "after storing", "after noting", "after marking", "before moving",
    "after moving",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.fault("F1")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("place", PLACES)
def test_collector_killed_anywhere_loses_and_doubles_nothing(server: Server, place: str) -> None:
    """Seen failing with `_note` before `_store`: killed in between, a mail was never seen again."""
    cast = make_cast()
    make_domain(cast.office)
    is_moved = "moving" in place
    mailbox = make_mailbox(
        server, queue=make_desk(cast), done_folder="Odebrane" if is_moved else ""
    )
    mails = [make_bytes(cast.requester.email, **proof(cast.requester)) for _number in range(3)]
    server.deliver(*mails)

    killed = another_process.run(KILLED_AT, place)
    too_early = collect_mail(at=timezone.now())
    later = timezone.now() + LEASE + timedelta(seconds=1)
    collect_mail(at=later)
    understand_mail(at=later)
    understand_mail(at=later + LEASE)

    mailbox.refresh_from_db()
    assert (killed.returncode, too_early) == (-signal.SIGKILL, 0)
    assert (RawMail.objects.count(), Ticket.objects.count()) == (3, 3)
    assert (mailbox.reason, mailbox.leased_until) == ("", None)
    assert (server.count(), server.count("Odebrane")) == ((0, 3) if is_moved else (3, 0))


@pytest.mark.slow
@pytest.mark.fault("F1")
@pytest.mark.django_db(transaction=True)
def test_two_collectors_at_once_even_without_a_lease(server: Server) -> None:
    """Seen failing with `create` for `get_or_create` in `store_mail`.

    The second collector ignores the lease, as one does that slept through its own.
    """
    cast = make_cast()
    make_domain(cast.office)
    mailbox = make_mailbox(server, queue=make_desk(cast))
    mails = [make_bytes(cast.requester.email, **proof(cast.requester)) for _number in range(10)]
    server.deliver(*mails)
    script = (
        "import django; django.setup()\n"
        "from django.utils import timezone\n"
        "from helpdesk.models import Mailbox\n"
        "from helpdesk.mail.imap.collecting import collect\n"
        f"collect(Mailbox.objects.get(pk={mailbox.pk}), at=timezone.now())\n"
    )

    environment = another_process.environment_of_test()
    both = [subprocess.Popen([sys.executable, "-c", script], env=environment) for _one in range(2)]
    codes = [process.wait(SECONDS) for process in both]
    understand_mail(at=timezone.now() + 2 * LEASE)

    mailbox.refresh_from_db()
    assert codes == [0, 0]
    assert (RawMail.objects.count(), Ticket.objects.count(), mailbox.last_uid) == (10, 10, 10)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_command_collects_and_says_what_came(server: Server) -> None:
    make_mailbox(server)
    server.deliver(make_bytes("obcy@obcy.test"))
    command = [sys.executable, "manage.py", "fetch_mail"]

    environment = another_process.environment_of_test()
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    Mailbox.objects.update(secret="inne", leased_until=None)
    refused = subprocess.run(command, env=environment, check=False, capture_output=True)

    assert (done.returncode, done.stdout) == (0, "pomoc@punkt-wsparcia.test: 1 (1 new)\n")
    assert (refused.returncode, b"inne" in refused.stderr) == (1, False)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_watching_hears_of_new_mail_at_once(server: Server) -> None:
    """The server tells (IDLE): no minute passes. Watching began before there was a mailbox.

    Seen failing with the mailboxes listed once, at the start.
    """
    command = [sys.executable, "manage.py", "fetch_mail", "--watch"]
    watching = subprocess.Popen(
        command, env=another_process.environment_of_test(), stdout=subprocess.PIPE
    )
    try:
        assert watching.stdout.readline() == b"Watching until stopped.\n"
        make_mailbox(server)
        _until(lambda: Mailbox.objects.exclude(last_seen_at=None).exists())
        server.deliver(make_bytes("obcy@obcy.test"))
        started = timezone.now()
        _until(RawMail.objects.exists)
        took = timezone.now() - started
    finally:
        watching.send_signal(signal.SIGTERM)
        code = watching.wait(SECONDS)
        watching.stdout.close()

    assert (code, RawMail.objects.count()) == (0, 1)
    assert took < timedelta(seconds=LONGEST_IDLE)


def _until(is_so) -> None:
    end = timezone.now() + timedelta(seconds=SECONDS)
    while not is_so() and timezone.now() < end:
        signal.sigtimedwait([], 0.1)
