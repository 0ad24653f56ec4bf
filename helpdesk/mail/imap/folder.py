"""What is asked of an open folder, by the numbers that its mails keep (UID, RFC 9051)."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _
from imap_tools import BaseMailBox
from imap_tools.utils import encode_folder

from helpdesk.mail.imap.refusals import Refused
from helpdesk.mail.limits import LARGEST_MAIL

SIZE = re.compile(rb"RFC822\.SIZE (\d{1,18})")


def validity(imap: BaseMailBox, folder: str) -> int:
    """The number that changes when the folder was made anew and its UIDs mean other mails."""
    return imap.folder.status(folder, ["UIDVALIDITY"])["UIDVALIDITY"]


def uids_above(imap: BaseMailBox, last: int) -> Sequence[int]:
    """The UIDs greater than `last`, in order; `n:*` alone always names the newest mail too."""
    found = imap.uids(f"UID {last + 1}:*", charset=None)
    return sorted(uid for uid in map(int, found) if uid > last)


def content_of(imap: BaseMailBox, uid: int) -> tuple[bytes, bool] | None:
    """The bytes of a mail and whether they are all of it; None where it is gone by now.

    Of a mail larger than we take only the header is fetched. Nothing is marked as read.
    """
    data = _asked(imap, "FETCH", str(uid), "(RFC822.SIZE)")
    found = SIZE.search(b" ".join(piece for piece in data if isinstance(piece, bytes)))
    if not found:
        return None
    is_whole = int(found[1]) <= LARGEST_MAIL
    part = "BODY.PEEK[]" if is_whole else "BODY.PEEK[HEADER]"
    data = _asked(imap, "FETCH", str(uid), f"({part})")
    content = next((piece[1] for piece in data if isinstance(piece, tuple)), None)
    return None if content is None else (content, is_whole)


def mark_read(imap: BaseMailBox, uid: int) -> None:
    _asked(imap, "STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)")


def move_up_to(imap: BaseMailBox, last: int, folder: str) -> None:
    """Move everything up to the UID `last` away, also what an earlier try left behind.

    A server without MOVE (RFC 6851) copies and deletes just these, nothing that others marked.
    """
    uids = [uid for uid in uids_above(imap, 0) if uid <= last]
    if not uids:
        return
    if not imap.folder.exists(folder):
        imap.folder.create(folder)
    named, offered = ",".join(map(str, uids)), capabilities(imap)
    if "MOVE" in offered:
        _asked(imap, "MOVE", named, encode_folder(folder))
        return
    _asked(imap, "COPY", named, encode_folder(folder))
    _asked(imap, "STORE", named, "+FLAGS.SILENT", r"(\Deleted)")
    if "UIDPLUS" in offered:
        _asked(imap, "EXPUNGE", named)


def capabilities(imap: BaseMailBox) -> frozenset[str]:
    """What the server offers now; before the sign-in it names less."""
    _kind, data = imap.client.capability()
    return frozenset(data[-1].decode("ascii", "replace").upper().split())


def _asked(imap: BaseMailBox, *command: str | bytes) -> Sequence[object]:
    """The server's answer; raises Refused where it says no."""
    kind, data = imap.client.uid(*command)
    if kind != "OK":
        said = b" ".join(piece for piece in data if isinstance(piece, bytes))
        raise Refused(_("The server refused: %s") % said.decode(errors="replace")[:200])
    return data
