"""Take in a list that somebody gives in the admin: kept first, then imported by the worker."""

import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.due import LEASE
from foundation.files.actions import store_file
from foundation.files.names import extension_of
from projects_archive.importing import import_list
from projects_archive.models import ListUpload
from projects_archive.permissions import is_archive_staff
from projects_archive.sources.detection import ProjectSource, open_list
from projects_archive.sources.rows import UnreadableList

logger = logging.getLogger(__name__)

LARGEST = 300 * 1024**2  # bytes; a list of 300,000 rows has some 60 MB
KINDS = ("csv", "xlsx")
MOST_TRIES = 5  # of a file on which workers die without writing a row
KEPT_FOR = timedelta(days=30)  # the file; its rows stay as source rows


class LeaseLost(Exception):
    """Another worker has taken the upload over: this one was away for too long."""


def upload_list(
    content: BinaryIO, *, by: User, name: str, at: datetime | None = None, **said: object
) -> ListUpload:
    """Keep the file and let the worker take it in.

    `said` may hold `list_key`, `period`, `fund` and `is_whole`, as the command's options. Raises
    ValidationError for a file that is no CSV or XLSX, or that `store_file` refuses.
    """
    if not is_archive_staff(by):
        raise PermissionDenied
    at = at or timezone.now()
    if extension_of(name) not in KINDS:
        raise ValidationError(_("Give a list as CSV or XLSX."))
    upload = ListUpload(
        file_name=name[-250:], uploaded_by=by, uploaded_at=at, next_try_at=at, **said
    )
    upload.clean_fields(exclude=["file"])
    upload.file = store_file(content, name=name, by=by, at=at, largest=LARGEST)
    upload.save()
    return upload


def retry_upload(
    upload: ListUpload, *, by: User, at: datetime | None = None, **said: object
) -> None:
    """Let the worker try a file once more that was set aside, with what a person now says of it."""
    if not is_archive_staff(by):
        raise PermissionDenied
    at = at or timezone.now()
    for name, value in said.items():
        setattr(upload, name, value)
    upload.clean_fields(exclude=["file"])
    changed = ListUpload.objects.filter(
        pk=upload.pk, state=ListUpload.State.PARKED, file__isnull=False
    ).update(
        state=ListUpload.State.DUE,
        stage=ListUpload.Stage.WAITING,
        attempts=0,
        next_try_at=at,
        reason="",
        **said,
    )
    if not changed:
        raise ValidationError(_("This file is not set aside, or it is kept no longer."))


def take_in_lists(*, at: datetime) -> int:
    """Import the list that waits longest; return how many were worked on.

    A list whose worker was killed is due again when its lease ends, and continues after its last
    written batch.
    """
    uploads = ListUpload.objects.claim(at=at, limit=1)
    for upload in uploads:
        _take_in(upload)
    return len(uploads)


def _take_in(upload: ListUpload) -> None:
    if upload.attempts > MOST_TRIES:
        upload.park(reason=_("Its import was interrupted %d times.") % MOST_TRIES)
        return
    note = _progress_of(upload)
    note("survey", 0, 0)
    try:
        with translation.override(_language(upload)), _as_source(upload) as source:
            result = import_list(
                source,
                by=upload.uploaded_by,
                is_whole=upload.is_whole,
                progress=note,
            )
    except UnreadableList as refusal:
        upload.park(reason=str(refusal))
    except (OperationalError, LeaseLost):
        raise
    except Exception:  # whatever nobody foresaw in a file: a person must hear of it
        logger.exception("import of upload %s failed", upload.pk)
        upload.park(reason=_("The import broke off. What was written stays; try it again."))
    else:
        upload.run, upload.stage = result.run, ListUpload.Stage.DONE
        upload.save(update_fields=["run", "stage"])
        upload.mark_done()


def _language(upload: ListUpload) -> str:
    """Why a file was refused is said in the language of whoever gave it."""
    return upload.uploaded_by.language if upload.uploaded_by else "pl"


@contextmanager
def _as_source(upload: ListUpload) -> Iterator[ProjectSource]:
    """The kept bytes as a file that can be read several times, wherever they are kept."""
    if upload.file is None:
        raise UnreadableList(_("The file is kept no longer."))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list"
        with upload.file.content.open("rb") as kept, path.open("wb") as copy:
            shutil.copyfileobj(kept, copy, 1 << 20)
        yield open_list(
            path,
            list_key=upload.list_key,
            period=upload.period,
            fund=upload.fund,
            file_name=upload.file_name,
        )


def _progress_of(upload: ListUpload) -> Callable[[str, int, int], None]:
    """Note how far the import is, and hold the lease while it goes on."""
    stages = {"survey": ListUpload.Stage.READING, "write": ListUpload.Stage.WRITING}

    def note(stage: str, done: int, total: int) -> None:
        held, until = upload.leased_until, timezone.now() + LEASE
        mine = ListUpload.objects.filter(pk=upload.pk, leased_until=held)
        tries = 1 if stage == "write" else upload.attempts  # something was written: count anew
        changed = mine.update(
            stage=stages[stage], rows_done=done, rows_total=total, leased_until=until,
            attempts=tries,
        )  # fmt: skip
        if not changed:
            raise LeaseLost(upload.pk)
        upload.stage, upload.rows_done, upload.rows_total = stages[stage], done, total
        upload.leased_until, upload.attempts = until, tries

    return note


def forget_uploaded_files(*, at: datetime) -> int:
    """Delete files of lists given a month ago: names of people go out of the rows by then too."""
    old = ListUpload.objects.filter(uploaded_at__lte=at - KEPT_FOR, file__isnull=False)
    uploads = list(old.exclude(state=ListUpload.State.DUE).select_related("file"))
    for upload in uploads:
        upload.file.content.storage.delete(upload.file.content.name)
        upload.file.delete()
    return len(uploads)
