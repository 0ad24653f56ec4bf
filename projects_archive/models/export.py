"""Lists of projects that are too long for one answer, on their way into a file."""

import secrets
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.files.long_tables import LongTable, LongTableQuerySet


def new_token() -> str:
    """256 random bits: whoever knows the address of a file may have it."""
    return secrets.token_urlsafe(32)


class ListFileQuerySet(LongTableQuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """One's own, until they expire."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.kept(at).filter(owner=user)

    def by_link(self, token: str, user, at: datetime | None = None) -> Self:
        """The one of this link: nobody's, or one's own."""
        mine = Q(owner=user) if user.is_authenticated and user.is_active else Q(owner=None)
        return self.kept(at).filter(mine | Q(owner=None), token=token)


class ListFile(LongTable):
    """Public projects on their way into a file: of a person, or of whoever holds the link."""

    class Format(models.TextChoices):
        CSV = "csv", "CSV"
        XLSX = "xlsx", "XLSX"
        JSONL = "jsonl", "JSON Lines"

    token = models.CharField(max_length=43, unique=True, default=new_token, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    format = models.CharField(_("format"), max_length=5, choices=Format)

    objects = ListFileQuerySet.as_manager()

    class Meta(LongTable.Meta):
        verbose_name = _("list of projects as a file")
        verbose_name_plural = _("lists of projects as files")
        indexes = [
            *LongTable.Meta.indexes,
            models.Index(fields=["expires_at"]),  # the nightly removal, and what is kept now
        ]

    def __str__(self) -> str:
        return f"{self.get_format_display()}, {self.asked_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("projects_archive:export_page", args=[self.token])


class FileTurn(models.Model):
    """One row, locked while readers without an account ask for a file: together they have a limit."""
