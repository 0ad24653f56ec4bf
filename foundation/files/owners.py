"""Who owns a file: the rows that point to it decide who may read it.

Hook `file_owners`: returns a list of `FileOwner`. A file that no visible row points to is nobody's.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from wagtail import hooks

from foundation.accounts.models import User
from foundation.files.models import StoredFile


@dataclass(frozen=True)
class FileOwner:
    """Rows that a person may see, and the name of their foreign key (or relation) to StoredFile."""

    queryset_for: Callable[[User], QuerySet]
    field: str


def file_owners() -> Sequence[FileOwner]:
    return [owner for hook in hooks.get_hooks("file_owners") for owner in hook()]


def is_visible_to(file: StoredFile, user: User) -> bool:
    """Whether a row that `user` may see points to `file`, and it was not refused or waits for a check."""
    if not file.is_served:
        return False
    return any(
        owner.queryset_for(user).filter(**{owner.field: file.pk}).exists()
        for owner in file_owners()
    )
