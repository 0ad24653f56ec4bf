"""Scheduled work of this app."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.files.clamav import ScannerAway, found_in
from foundation.files.models import FileScan, StoredFile, private_storage
from foundation.files.unheld import unheld

FOLDER = "files"
# Long enough for the slowest request between writing the bytes and committing their row.
GRACE = timedelta(days=1)
LONGEST_WAIT = timedelta(minutes=10)  # for a scanner that was away


def scan_files(*, at: datetime, limit: int = 10) -> int:
    """Have the virus scanner look at files that wait; where it is away they go on waiting."""
    scans = FileScan.objects.claim(at=at, limit=limit)
    for scan in scans:
        _scan(scan, at)
    return len(scans)


def _scan(scan: FileScan, at: datetime) -> None:
    file = scan.file
    try:
        with file.content.open("rb") as content:
            found = found_in(content, settings.CLAMAV_SOCKET) if settings.CLAMAV_SOCKET else ""
    except (ScannerAway, OSError) as error:
        scan.retry(at=at, reason=str(error)[:500])
        scan.next_try_at = min(scan.next_try_at, at + LONGEST_WAIT)
        scan.save(update_fields=["next_try_at"])
        return
    with transaction.atomic():
        file.state = StoredFile.State.REFUSED if found else StoredFile.State.SCANNED
        file.refused_because = _("malicious code: %s") % found[:200] if found else ""
        file.save(update_fields=["state", "refused_because"])
        scan.delete()


def remove_unheld(*, at: datetime) -> int:
    """Delete files that nothing has held for a day, and return how many; their bytes go as orphans."""
    return unheld(older_than=at - GRACE).delete()[1].get(StoredFile._meta.label, 0)


def remove_orphans(*, at: datetime) -> None:
    """Delete bytes whose row was rolled back, once a day old."""
    for path in list(orphans(older_than=at - GRACE)):
        private_storage().delete(path)


def orphans(*, older_than: datetime) -> Iterator[str]:
    """Paths in private storage that no row names."""
    storage = private_storage()
    for path in _paths(FOLDER):
        is_old = storage.get_modified_time(path) < older_than
        if is_old and not StoredFile.objects.filter(content=path).exists():
            yield path


def _paths(folder: str) -> Iterator[str]:
    storage = private_storage()
    if not storage.exists(folder):
        return
    folders, files = storage.listdir(folder)
    yield from (f"{folder}/{name}" for name in files)
    for name in folders:
        yield from _paths(f"{folder}/{name}")
