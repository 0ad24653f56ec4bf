"""What must be true of every file, read from disk and database."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from foundation.files.models import StoredFile
from foundation.files.sweeps import GRACE, orphans
from foundation.integrity import IntegrityCheck


def changed_files() -> Sequence[str]:
    """Rows whose bytes are missing on disk, or are not those that were stored."""
    broken = []
    for file in StoredFile.objects.order_by("pk").iterator(chunk_size=500):
        try:
            with file.content.open("rb") as content:
                digest = hashlib.file_digest(content, "sha256").hexdigest()
        except FileNotFoundError:
            broken.append(f"{file.pk} ({file.name}): missing in {file.content.name}")
        else:
            if digest != file.sha256:
                broken.append(f"{file.pk} ({file.name}): the content has changed")
    return broken


def nobodys_files() -> Sequence[str]:
    """Bytes without a row that the daily job should have removed."""
    return list(orphans(older_than=timezone.now() - GRACE - timedelta(days=2)))


def checks() -> Sequence[IntegrityCheck]:
    return [
        IntegrityCheck("files: every row has its bytes, unchanged", changed_files),
        IntegrityCheck("files: no bytes without a row", nobodys_files),
    ]
