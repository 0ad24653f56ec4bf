"""Collect mail from the configured IMAP mailboxes: once, or with --watch until stopped.

With --watch the servers tell us of new mail (IDLE) where they can; else each mailbox is looked into
every minute. Exit 1 when a mailbox could not be collected.
"""

import signal
import sys
import threading

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from helpdesk.mail.imap.collecting import collect
from helpdesk.mail.imap.waiting import watch
from helpdesk.models import Mailbox
from helpdesk.models.mailbox import MailboxQuerySet

LOOK_FOR_MAILBOXES = 5  # seconds


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("mailboxes", nargs="*", metavar="ADDRESS", help="only these mailboxes")
        parser.add_argument("--watch", action="store_true", help="stay, and collect what arrives")

    def handle(self, *args: object, mailboxes: list[str], watch: bool, **options) -> None:
        chosen = Mailbox.objects.active()
        if mailboxes:
            chosen = chosen.filter(address__in=[address.lower() for address in mailboxes])
        if watch:
            self._watch(chosen)
        elif not self._collect(chosen):
            sys.exit(1)

    def _collect(self, chosen: MailboxQuerySet) -> bool:
        """Look into every mailbox that nobody else is collecting now, due or not."""
        is_well = True
        now = timezone.now()
        chosen.filter(next_try_at__gt=now).update(next_try_at=now)
        for pk in chosen.values_list("pk", flat=True):
            for mailbox in Mailbox.objects.filter(pk=pk).claim(at=now, limit=1):
                collected = collect(mailbox, at=now)
                self.stdout.write(f"{mailbox}: {collected.stored} ({collected.new} new)")
                if mailbox.reason:
                    self.stderr.write(f"{mailbox}: {mailbox.reason}")
                    is_well = False
        return is_well

    def _watch(self, chosen: MailboxQuerySet) -> None:
        """Watch each mailbox in a thread of its own, also those added or switched on later."""
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        watching: dict[int, threading.Thread] = {}
        self.stdout.write("Watching until stopped.")
        self.stdout.flush()
        while not stop.is_set():
            close_old_connections()
            for pk in chosen.values_list("pk", flat=True):
                if pk not in watching or not watching[pk].is_alive():
                    watching[pk] = threading.Thread(target=watch, args=(pk, stop))
                    watching[pk].start()
            stop.wait(LOOK_FOR_MAILBOXES)
        for thread in watching.values():
            thread.join()
