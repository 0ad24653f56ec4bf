"""What a newcomer's first start leaves behind, made once for all the products that journeys are made in."""

import hashlib
import tarfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from tests.kept import forget, kept_file

HOUR = 3600.0  # seconds
# What demo content is made by; templates and pictures of pages leave nothing in the state.
PARTS = ("config", "foundation", "helpdesk", "knowledge", "projects_archive", "training", "locale")
UNCOUNTED = (".pyc", ".po")


def demo_state(start: Callable[[Path], None]) -> Path:
    """An archive of the state after the first start of this hour; `start` makes it in an empty folder.

    Demo content lies around the time at which it is made: deadlines come near, meetings are today.
    """
    forget("demo-*.tar", before=time.time() - 2 * HOUR)

    def make(fresh: Path) -> None:
        with TemporaryDirectory() as folder, tarfile.open(fresh, "w") as archive:
            start(Path(folder))
            archive.add(folder, arcname=".")

    hour = datetime.now(UTC).strftime("%Y%m%d%H")
    return kept_file(f"demo-{hour}-{_fingerprint()}.tar", make)


def unpack(state: Path, to: Path) -> None:
    with tarfile.open(state) as archive:
        archive.extractall(to, filter="data")


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for part in PARTS:
        for file in sorted((settings.BASE_DIR / part).rglob("*.*")):
            if file.is_file() and file.suffix not in UNCOUNTED:
                digest.update(str(file).encode() + file.read_bytes())
    return digest.hexdigest()[:16]
