"""Take the text out of files as due work, in a process that is stopped where it does not end."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation import confined
from foundation.due import DueWork
from foundation.files.models import FileText, StoredFile
from foundation.files.text import READERS, ReadText, Unreadable, read_text

SECONDS = 20  # of the processor, for one file
TOO_SLOW, TOO_LARGE, BROKEN = "too-slow", "too-large", "broken"
REASONS = {
    TOO_SLOW: _("Reading its text took too long and was stopped."),
    TOO_LARGE: _("Reading its text would take more memory than there is."),
    BROKEN: _("The file is damaged: its text cannot be read."),
    "password": _("The file is protected by a password: its text cannot be read."),
    "bomb": _("The file would unpack to an unreasonable size: its text is not read."),
}


def read_later(file: StoredFile, *, at: datetime) -> FileText | None:
    """Have the text of `file` taken out by the worker; None for kinds that have none to read."""
    if file.content_type not in READERS:
        return None
    return FileText.objects.get_or_create(file=file, defaults={"next_try_at": at})[0]


def read_texts(*, at: datetime, limit: int = 1) -> int:
    """Take the text out of files that wait; return how many were tried."""
    works = FileText.objects.claim(at=at, limit=limit)
    for work in works:
        _read(work, at=at)
    return len(works)


def _read(work: FileText, *, at: datetime) -> None:
    """A file that cannot be read is set aside at once: the same bytes fail the same way again."""
    file = StoredFile.objects.get(pk=work.file_id)
    if file.state == StoredFile.State.WAITING:
        work.retry(at=at, reason=str(file.get_state_display()))
        return
    try:
        with file.content.open("rb") as content:
            data = content.read()
    except OSError as error:
        work.retry(at=at, reason=str(error)[:500])
        return
    try:
        _keep(work, confined.run(read_text, data, file.content_type, seconds=SECONDS))
    except confined.Stopped:
        work.park(reason=TOO_SLOW)
    except confined.OutOfMemory:
        work.park(reason=TOO_LARGE)
    except Unreadable as refusal:
        work.park(reason=str(refusal))
    except Exception:  # whatever a parser raises on a broken file
        work.park(reason=BROKEN)


@transaction.atomic
def _keep(work: FileText, found: ReadText) -> None:
    work.pages, work.is_cut = list(found.pages), found.is_cut
    work.characters = sum(map(len, found.pages))
    work.state, work.leased_until, work.reason = DueWork.State.DONE, None, ""
    work.save()
