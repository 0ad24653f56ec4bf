"""Where the embedded index lives: folders of which one is live, and the lock of its one writer.

var/search/live          the name of the live folder, replaced atomically
var/search/v1-<time>/    an index; its prefix is the schema it was written with
var/search/writer.lock   held by the operating system for the one process that writes
"""

import fcntl
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from whoosh.fields import Schema
from whoosh.index import EmptyIndexError, FileIndex, create_in, open_dir

from foundation.search.engines import IndexBusy

PAUSE = 0.2  # seconds between two tries to get the lock


class IndexMissing(Exception):
    """There is no index, or only one of another schema."""


class IndexFolder:
    def __init__(self, path: str, schema: Schema, version: str) -> None:
        self.path = Path(path)
        self.schema = schema
        self.version = version

    @property
    def live_path(self) -> Path:
        """The live index's folder; raises `IndexMissing`."""
        try:
            name = (self.path / "live").read_text().strip()
        except FileNotFoundError as error:
            raise IndexMissing from error
        if not name.startswith(f"{self.version}-"):
            raise IndexMissing(name)
        return self.path / name

    def open(self) -> FileIndex:
        """The live index; raises `IndexMissing`. A switch meanwhile is followed once."""
        for _attempt in range(2):
            with suppress(EmptyIndexError, FileNotFoundError):
                return open_dir(self.live_path)
        raise IndexMissing

    def create(self) -> FileIndex:
        """A new empty index beside the live one."""
        path = self.path / f"{self.version}-{uuid.uuid4().hex[:12]}"
        path.mkdir(parents=True)
        return create_in(path, self.schema)

    def make_live(self, index: FileIndex) -> None:
        """Switch to `index` in one step, then remove all others."""
        path = Path(index.storage.folder)
        pointer = self.path / f"live.{os.getpid()}"
        pointer.write_text(path.name)
        pointer.replace(self.path / "live")
        self.remove_others(keep=path)

    def remove_others(self, keep: Path) -> None:
        for folder in self.path.glob("v*-*"):
            if folder != keep:
                shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def writer_lock(self, wait: float = 0) -> Iterator[None]:
        """Be the one writer; raises `IndexBusy` when another holds it after `wait` seconds.

        The operating system frees the lock of a process that dies.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / "writer.lock").open("w") as lock:
            give_up_at = time.monotonic() + wait
            while True:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError as error:
                    if time.monotonic() >= give_up_at:
                        raise IndexBusy from error
                    time.sleep(PAUSE)
            yield
