"""What must be true of every file, read from disk and database."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.files.fixity import problem_of
from foundation.files.models import StoredFile
from foundation.files.sweeps import GRACE, orphans
from foundation.integrity import IntegrityCheck


def changed_files() -> Sequence[str]:
    """Rows whose bytes are missing on disk, or are not those that were stored."""
    return [
        f"{file.pk} ({file.name}, {file.content.name}): {problem.label}"
        for file in StoredFile.objects.order_by("pk").iterator(chunk_size=500)
        if (problem := problem_of(file)[0])
    ]


def nobodys_files() -> Sequence[str]:
    """Bytes without a row that the daily job should have removed."""
    return list(orphans(older_than=timezone.now() - GRACE - timedelta(days=2)))


def checks() -> Sequence[IntegrityCheck]:
    return [
        IntegrityCheck(_("Every file has its bytes, unchanged"), changed_files),
        IntegrityCheck(_("No bytes lie in the store without a file"), nobodys_files),
    ]
