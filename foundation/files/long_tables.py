"""Tables too long for one answer: rows of due work that end as a private file, with progress."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.due import DueQuerySet, DueWork
from foundation.files.models import StoredFile


class LongTableQuerySet(DueQuerySet):
    def kept(self, at: datetime | None = None) -> Self:
        """Those whose time is not over."""
        return self.filter(expires_at__gt=at or timezone.now())


class LongTable(DueWork):
    """A list on its way into a private file: written in batches, resumed where a worker died.

    A subclass adds who it is for, its formats, and what it holds; `table_writing` writes it.
    """

    parameters = models.CharField(_("what was asked for"), max_length=1000, blank=True)
    language = models.CharField(max_length=2, default="pl")
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    expires_at = models.DateTimeField(_("kept until"))
    total = models.PositiveIntegerField(_("rows"), default=0)
    done = models.PositiveIntegerField(_("rows written"), default=0)
    # Where the next batch begins: the key of the last row, and the length of the rows kept so far.
    last_row = models.PositiveBigIntegerField(default=0)
    kept_bytes = models.PositiveBigIntegerField(default=0)
    file = models.OneToOneField(
        StoredFile, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = LongTableQuerySet.as_manager()

    class Meta(DueWork.Meta):
        abstract = True
        ordering = ["-pk"]

    @property
    def share(self) -> int:
        """Per cent done."""
        return min(100, round(100 * self.done / self.total)) if self.total else 0
