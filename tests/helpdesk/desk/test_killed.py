"""A worker killed while it sends a reply: the requester gets it once, not twice and not never."""

import signal
from datetime import timedelta

import pytest
from django.utils import timezone

from foundation.mailing.models import OutgoingMail
from helpdesk.actions import send_soon
from helpdesk.actions.sending import LEASE
from helpdesk.models import UnsentReply
from helpdesk.sweeps import send_replies
from tests import another_process
from tests.cast import make_cast
from tests.helpdesk.factories import make_desk, make_ticket

SECOND = timedelta(seconds=1)

# Sends what is due as the worker does, but dies when the message is written and nothing committed.
WORKER = """
import os, signal, sys, django
django.setup()
from django.utils.dateparse import parse_datetime
from helpdesk import sweeps
from helpdesk.models import UnsentReply
UnsentReply.delete = lambda self: os.kill(os.getpid(), signal.SIGKILL)
sweeps.send_replies(at=parse_datetime(sys.argv[1]))
"""


@pytest.mark.fault("F9")
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killed_between_writing_and_forgetting() -> None:
    """Seen failing, with two messages, when `_send` is not one transaction."""
    cast = make_cast()
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    due = send_soon(ticket, by=cast.agent, body="Tak.", at=timezone.now()).next_try_at

    killed = another_process.run(WORKER, due.isoformat())
    between = (ticket.messages.count(), UnsentReply.objects.count())
    too_early = send_replies(at=due + LEASE - SECOND)
    at_its_end = send_replies(at=due + LEASE)
    nothing_left = send_replies(at=due + 3 * LEASE)

    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert (too_early, at_its_end, nothing_left) == (0, 1, 0)
    assert (between, ticket.messages.count()) == ((1, 1), 2)
    assert OutgoingMail.objects.filter(kind="helpdesk.reply").count() == 1
