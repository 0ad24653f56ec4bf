from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.files.long_tables import LongTable, LongTableQuerySet


class ExportQuerySet(LongTableQuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """One's own, until they expire; nobody else's, whatever the role."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.kept(at).filter(owner=user)


class Export(LongTable):
    """A list of tickets on its way into a private file of the person who asked for it."""

    class Format(models.TextChoices):
        CSV = "csv", "CSV"
        XLSX = "xlsx", "XLSX"

    class Source(models.TextChoices):
        DESK = "desk", _("desk")
        OWN = "own", _("tickets of the office")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="exports")
    source = models.CharField(_("list"), max_length=10, choices=Source)
    format = models.CharField(_("format"), max_length=4, choices=Format)

    objects = ExportQuerySet.as_manager()

    class Meta(LongTable.Meta):
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="done") | Q(done__lte=models.F("total")) | Q(total=0),
                name="helpdesk_export_counts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()} {self.asked_at:%Y-%m-%d %H:%M}"
