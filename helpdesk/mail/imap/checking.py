"""Trying a mailbox without taking anything."""

from dataclasses import dataclass

from helpdesk.mail.imap import folder
from helpdesk.mail.imap.connection import FAILURES, connected, explain
from helpdesk.models import Mailbox


@dataclass(frozen=True)
class Checked:
    """`failure` says why it does not work, or is empty; `waiting` mails are not collected yet."""

    failure: str = ""
    waiting: int = 0
    is_told: bool = False  # the server tells of new mail at once (IDLE)


def check_connection(mailbox: Mailbox) -> Checked:
    """Sign in, open the folder, count what waits; nothing is changed on either side."""
    try:
        with connected(mailbox) as imap:
            is_known = folder.validity(imap, mailbox.folder) == mailbox.uid_validity
            waiting = folder.uids_above(imap, mailbox.last_uid if is_known else 0)
            return Checked(waiting=len(waiting), is_told="IDLE" in folder.capabilities(imap))
    except FAILURES as error:
        return Checked(failure=explain(error))
