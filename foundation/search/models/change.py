import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.due import DueQuerySet, DueWork


class IndexChangeQuerySet(DueQuerySet):
    def mark(self, keys: Iterable[tuple[str, str]], *, at: datetime | None = None) -> None:
        """Note that these objects, as (model label, key), must be indexed afresh; one row per object."""
        at = at or timezone.now()
        rows = [
            self.model(model=model, object_id=object_id, changed_at=at, next_try_at=at)
            for model, object_id in dict.fromkeys(keys)
        ]
        self.bulk_create(
            rows,
            batch_size=500,
            update_conflicts=True,
            unique_fields=["model", "object_id"],
            update_fields=["revision", "state", "attempts", "next_try_at", "reason"],
        )

    def finish(self, rows: Iterable["IndexChange"]) -> None:
        """Delete rows that were indexed, unless their object changed again meanwhile."""
        rows = list(rows)
        done = models.Q(pk__in=[])
        for row in rows:
            done |= models.Q(pk=row.pk, revision=row.revision)
        self.filter(done).delete()
        self.filter(pk__in=[row.pk for row in rows]).update(leased_until=None)

    def oldest_change_at(self) -> datetime | None:
        return self.aggregate(oldest=models.Min("changed_at"))["oldest"]

    def for_model(self, label: str) -> Self:
        return self.filter(model=label)


class IndexChange(DueWork):
    """An object whose index entry is not up to date; deleted once the engine has committed it."""

    model = models.CharField(_("model"), max_length=100)
    object_id = models.CharField(_("key"), max_length=64)
    # A new one with each change: what changed again while it was indexed stays.
    revision = models.UUIDField(default=uuid.uuid4, editable=False)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)

    objects = IndexChangeQuerySet.as_manager()

    class Meta(DueWork.Meta):
        verbose_name = _("change to index")
        verbose_name_plural = _("changes to index")
        constraints = [
            models.UniqueConstraint(
                fields=["model", "object_id"], name="search_indexchange_one_per_object"
            )
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """The object's name in the index."""
        return f"{self.model}.{self.object_id}"
