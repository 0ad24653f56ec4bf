"""Take bytes in, check them, keep them."""

from datetime import datetime
from typing import BinaryIO

from foundation.accounts.models import User
from foundation.files.models import StoredFile


def store_file(
    content: BinaryIO, *, name: str, by: User | None, at: datetime | None = None
) -> StoredFile:
    """Keep the bytes of `content` under a cleaned name and return their row."""
    raise NotImplementedError
