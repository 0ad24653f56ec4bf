from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.due import DueQuerySet, DueWork
from foundation.files.models import StoredFile


class ExportQuerySet(DueQuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """One's own, until they expire; nobody else's, whatever the role."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(owner=user, expires_at__gt=at or timezone.now())


class Export(DueWork):
    """A list on its way into a private file: written in batches, resumed where a worker died."""

    class Format(models.TextChoices):
        CSV = "csv", "CSV"
        XLSX = "xlsx", "XLSX"

    class Source(models.TextChoices):
        DESK = "desk", _("desk")
        OWN = "own", _("tickets of the office")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="exports")
    source = models.CharField(_("list"), max_length=10, choices=Source)
    parameters = models.CharField(_("what was asked for"), max_length=1000, blank=True)
    format = models.CharField(_("format"), max_length=4, choices=Format)
    language = models.CharField(max_length=2, default="pl")
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    expires_at = models.DateTimeField(_("kept until"))
    total = models.PositiveIntegerField(_("rows"), default=0)
    done = models.PositiveIntegerField(_("rows written"), default=0)
    # Where the next batch begins: the last ticket, and the length of the rows kept so far.
    last_ticket = models.PositiveBigIntegerField(default=0)
    kept_bytes = models.PositiveBigIntegerField(default=0)
    file = models.OneToOneField(
        StoredFile, models.SET_NULL, null=True, blank=True, related_name="ticket_export"
    )

    objects = ExportQuerySet.as_manager()

    class Meta(DueWork.Meta):
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="done") | Q(done__lte=models.F("total")) | Q(total=0),
                name="helpdesk_export_counts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()} {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def share(self) -> int:
        """Per cent done."""
        return min(100, round(100 * self.done / self.total)) if self.total else 0
