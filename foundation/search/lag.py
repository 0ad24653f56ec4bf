"""How far the index is behind the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from foundation.search.models import IndexChange

# So many objects are left out of results by name; beyond that counts are hidden, because they could
# tell of what a person may no longer see.
NAMED = 1_000
WORTH_SAYING = timedelta(minutes=1)


@dataclass(frozen=True)
class Lag:
    """Objects whose changes wait for the index, the oldest first, and since when."""

    keys: Sequence[str] = ()
    since: datetime | None = None

    @property
    def count(self) -> int:
        return min(len(self.keys), NAMED)

    @property
    def is_too_long(self) -> bool:
        return len(self.keys) > NAMED

    @property
    def is_worth_saying(self) -> bool:
        """The worker needs a second or two; only what lasts longer is news."""
        return self.since is not None and timezone.now() - self.since > WORTH_SAYING


def lag() -> Lag:
    rows = list(
        IndexChange.objects.order_by("changed_at").values_list("model", "object_id", "changed_at")[
            : NAMED + 1
        ]
    )
    return Lag([f"{model}.{key}" for model, key, _at in rows], rows[0][2] if rows else None)
