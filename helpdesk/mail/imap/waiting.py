"""Being told of new mail by the server (IDLE, RFC 2177) instead of asking every minute."""

import threading
from contextlib import suppress

from django.db import close_old_connections
from django.utils import timezone

from helpdesk.mail.imap import folder
from helpdesk.mail.imap.collecting import collect
from helpdesk.mail.imap.connection import FAILURES, connected
from helpdesk.models import Mailbox

LONGEST_IDLE = 60  # seconds: then a look all the same, and a look at whether to stop
STEP = 1


def watch(mailbox_id: int, stop: threading.Event) -> None:
    """Collect whenever the server says so, else when it is due, until `stop` or switched off."""
    while not stop.is_set():
        close_old_connections()
        mailbox = Mailbox.objects.active().filter(pk=mailbox_id).first()
        if mailbox is None:
            return
        now = timezone.now()
        for claimed in Mailbox.objects.active().filter(pk=mailbox_id).claim(at=now, limit=1):
            collect(claimed, at=now)
            mailbox = claimed
        if mailbox.reason or not _wait_for_news(mailbox, stop):
            stop.wait(LONGEST_IDLE if mailbox.reason else STEP)


def _wait_for_news(mailbox: Mailbox, stop: threading.Event) -> bool:
    """Wait until something arrived, then make the mailbox due; False where IDLE is not possible."""
    with suppress(*FAILURES), connected(mailbox) as imap:
        if "IDLE" not in folder.capabilities(imap):
            return False
        if not folder.uids_above(imap, mailbox.last_uid):  # nothing since the collector left
            _idle(imap, stop)
        if not stop.is_set():
            Mailbox.objects.filter(pk=mailbox.pk).update(next_try_at=timezone.now())
        return True
    return False


def _idle(imap, stop: threading.Event) -> None:
    with imap.idle as idle:
        for _second in range(LONGEST_IDLE):
            if stop.is_set() or idle.poll(timeout=STEP):
                return
