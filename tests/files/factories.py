"""Files as this app's tests need them."""

from io import BytesIO

from foundation.accounts.models import User
from foundation.files.actions import store_file
from foundation.files.models import StoredFile


def make_file(
    content: bytes = b"tresc pliku\n", name: str = "plik.txt", by: User | None = None
) -> StoredFile:
    return store_file(BytesIO(content), name=name, by=by)
