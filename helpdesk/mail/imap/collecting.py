"""From a mailbox on a server to stored mail.

Each mail is stored, then noted by its number, then moved or marked as read. Killed between any two,
the next collector begins with the first number that was not noted; a mail that it meets again is a
duplicate by its identity. A folder made anew (UIDVALIDITY) is read from its beginning.
"""

import logging
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import ngettext
from imap_tools import BaseMailBox

from foundation.due import LEASE
from helpdesk.mail.imap import folder
from helpdesk.mail.imap.connection import FAILURES, connected, explain
from helpdesk.mail.imap.refusals import Refused
from helpdesk.mail.receiving import finish, store_mail, store_oversize
from helpdesk.models import Mailbox, RawMail

logger = logging.getLogger(__name__)
PAUSE = timedelta(minutes=1)  # between two looks into a mailbox
LONGEST_PAUSE = timedelta(minutes=15)  # after failures
LONGEST_BATCH = LEASE.total_seconds() / 2  # then another look, under a new lease
MOST_ASKED = 5  # times for a mail that the server withholds


@dataclass
class Collected:
    """How many mails came, and how many of them were new."""

    stored: int = 0
    new: int = 0


def collect(mailbox: Mailbox, *, at: datetime, limit: int = 200) -> Collected:
    """Store what is new in a leased mailbox; a failure is written down and tried again later."""
    collected = Collected()
    try:
        with connected(mailbox) as imap:
            is_finished = _collect(mailbox, imap, limit, collected)
    except FAILURES as error:
        _postpone(mailbox, explain(error), at)
        return collected
    withheld = len(mailbox.withheld)
    mailbox.reason = _withheld(withheld) if withheld else ""
    mailbox.attempts, mailbox.leased_until, mailbox.last_seen_at = 0, None, at
    mailbox.next_try_at = at + PAUSE if is_finished else at
    mailbox.save(
        update_fields=["reason", "attempts", "leased_until", "last_seen_at", "next_try_at"]
    )
    return collected


def _collect(mailbox: Mailbox, imap: BaseMailBox, limit: int, collected: Collected) -> bool:
    """Take up to `limit` mails; return whether that was all."""
    until = time.monotonic() + LONGEST_BATCH
    _recognise(mailbox, folder.validity(imap, mailbox.folder))
    again = sorted(int(uid) for uid, asked in mailbox.withheld.items() if asked < MOST_ASKED)
    waiting = [*again, *folder.uids_above(imap, mailbox.last_uid)]
    for number, uid in enumerate(waiting):
        if number >= limit or time.monotonic() > until:
            return False
        _take(mailbox, imap, uid, collected)
    if mailbox.done_folder and not mailbox.withheld:
        folder.move_up_to(imap, mailbox.last_uid, mailbox.done_folder)
    return True


def _recognise(mailbox: Mailbox, validity: int) -> None:
    """Begin anew where the numbers of the folder mean other mails than before."""
    if mailbox.uid_validity != validity:
        mailbox.uid_validity, mailbox.last_uid, mailbox.withheld = validity, 0, {}
        mailbox.save(update_fields=["uid_validity", "last_uid", "withheld"])


def _take(mailbox: Mailbox, imap: BaseMailBox, uid: int, collected: Collected) -> None:
    """Store one mail, note its number, mark it, and read it; one that is withheld stops nobody."""
    try:
        fetched = folder.content_of(imap, uid)
    except Refused as error:
        logger.warning("%s: mail %s is withheld: %s", mailbox, uid, error)
        mailbox.withheld[str(uid)] = mailbox.withheld.get(str(uid), 0) + 1
        _note(mailbox, uid)
        return
    stored = _store(mailbox, uid, *fetched) if fetched else None
    mailbox.withheld.pop(str(uid), None)
    _note(mailbox, uid)
    if stored:
        raw, is_new = stored
        if not mailbox.done_folder:
            folder.mark_read(imap, uid)
        collected.stored += 1
        collected.new += is_new
        _read(raw, is_new=is_new)


def _store(
    mailbox: Mailbox, uid: int, content: bytes, is_whole: bool
) -> tuple[RawMail, bool] | None:
    source, now = f"{mailbox.address} {uid}", timezone.now()
    try:
        store = store_mail if is_whole else store_oversize
        return store(content, source=source, mailbox=mailbox, at=now)
    except ValidationError as error:  # nothing but white space: there is nothing to keep
        logger.warning("%s: mail %s: %s", mailbox, uid, " ".join(error.messages))
        return None


def _note(mailbox: Mailbox, uid: int) -> None:
    """Never backwards, and only for the folder as it is: a collector that slept may wake up late."""
    mailbox.last_uid = max(mailbox.last_uid, uid)
    known = Mailbox.objects.filter(pk=mailbox.pk, uid_validity=mailbox.uid_validity)
    known.filter(last_uid__lt=uid).update(last_uid=uid)
    known.update(withheld=mailbox.withheld)


def _read(raw: RawMail, *, is_new: bool) -> None:
    try:
        finish(raw, is_new=is_new, at=timezone.now())
    except DatabaseError:  # stored all the same: the worker reads it
        logger.exception("mail %s could not be understood now", raw.pk)


def _withheld(count: int) -> str:
    return ngettext(
        "The server does not hand over %d message. It stays in the mailbox.",
        "The server does not hand over %d messages. They stay in the mailbox.",
        count,
    ) % count  # fmt: skip


def _postpone(mailbox: Mailbox, reason: str, at: datetime) -> None:
    mailbox.retry(at=at, reason=reason)
    if mailbox.next_try_at > at + LONGEST_PAUSE:
        mailbox.next_try_at = at + LONGEST_PAUSE
        mailbox.save(update_fields=["next_try_at"])
