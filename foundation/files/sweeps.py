"""Scheduled work of this app."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from foundation.files.models import StoredFile, private_storage

FOLDER = "files"
# Long enough for the slowest request between writing the bytes and committing their row.
GRACE = timedelta(days=1)


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
