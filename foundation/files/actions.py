"""Take bytes in, check them, keep them."""

from datetime import datetime
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.files.checking import LARGEST, check_file
from foundation.files.models import FileScan, StoredFile
from foundation.files.names import clean_name

NO_ROOM = "no_room"  # code of the error that time may mend; every other one is about the file


def store_file(
    content: BinaryIO,
    *,
    name: str,
    by: User | None,
    at: datetime | None = None,
    largest: int = LARGEST,
) -> StoredFile:
    """Keep the bytes of `content` (it can seek) under a cleaned name and return their row.

    Raises ValidationError with a message for the form where the file is empty, too large, harmful,
    a program, of a kind that is not taken, or when there is no room for it. The bytes are on disk
    before the row; where the row is rolled back, the daily job removes them. What the product itself
    makes may be larger than an upload: `largest` in bytes.
    """
    name = clean_name(name)
    checked = check_file(content, name=name, largest=largest)
    row = StoredFile(
        name=name,
        size=checked.size,
        sha256=checked.sha256,
        content_type=checked.content_type,
        stored_by=by,
        stored_at=at or timezone.now(),
    )
    _write(row, content)
    _save(row)
    return row


@transaction.atomic
def _save(row: StoredFile) -> None:
    """Where there is a virus scanner, nobody gets the file before it has looked at it."""
    if settings.CLAMAV_SOCKET:
        row.state = StoredFile.State.WAITING
    row.save()
    if settings.CLAMAV_SOCKET:
        FileScan.objects.create(file=row, next_try_at=row.stored_at)


def _write(row: StoredFile, content: BinaryIO) -> None:
    """Put the bytes on disk under the row's random id; what a full disk left behind is removed."""
    content.seek(0)
    path = row.content.field.generate_filename(row, row.id.hex)
    try:
        row.content.save(row.id.hex, File(content), save=False)
    except OSError as error:
        row.content.storage.delete(path)
        raise ValidationError(
            _("There is no room for the file “%(name)s” now. Try again later."),
            code=NO_ROOM,
            params={"name": row.name},
        ) from error
