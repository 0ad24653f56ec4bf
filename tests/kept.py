"""What is costly to make and the same for every process is made once and kept among temporary files."""

import fcntl
import tempfile
from collections.abc import Callable
from pathlib import Path

PREFIX = "punkt-wsparcia-"


def kept_file(name: str, write: Callable[[Path], None]) -> Path:
    """The kept file of this name, written first where there is none; other workers wait meanwhile.

    The name must say everything that the content depends on.
    """
    kept = Path(tempfile.gettempdir()) / f"{PREFIX}{name}"
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            fresh = kept.with_name(f"{kept.name}.fresh")
            fresh.unlink(missing_ok=True)
            write(fresh)
            fresh.replace(kept)
    return kept


def forget(names: str, before: float) -> None:
    """Remove kept files whose name matches the pattern and which were written before this time."""
    for kept in Path(tempfile.gettempdir()).glob(f"{PREFIX}{names}"):
        if kept.stat().st_mtime < before:
            kept.unlink(missing_ok=True)
