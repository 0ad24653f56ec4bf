"""Lists of projects that somebody gave in the admin, on their way into the archive."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.due import DueQuerySet, DueWork
from foundation.files.models import StoredFile
from projects_archive.models.imports import ImportRun
from projects_archive.models.programme import Period
from projects_archive.permissions import is_archive_staff


class ListUploadQuerySet(DueQuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Only those who look after the archive."""
        return self if is_archive_staff(user) else self.none()


class ListUpload(DueWork):
    """A file with a list: kept first, then read as a whole, then written in batches of 500.

    What it became is its `run`, the same as of `manage.py import_projects`.
    """

    class Stage(models.TextChoices):
        WAITING = "waiting", _("waiting to be read")
        READING = "reading", _("being read; nothing is written yet")
        WRITING = "writing", _("being written")
        DONE = "done", _("taken in")

    file = models.OneToOneField(
        StoredFile, models.SET_NULL, null=True, related_name="+", verbose_name=_("file")
    )
    file_name = models.CharField(_("file"), max_length=250)
    # What the person says where the file's name does not.
    list_key = models.CharField(_("list"), max_length=100, blank=True)
    period = models.CharField(_("period"), max_length=9, choices=Period, blank=True)
    fund = models.CharField(_("fund"), max_length=20, blank=True)
    is_whole = models.BooleanField(_("the whole list, however much is gone"), default=False)
    uploaded_at = models.DateTimeField(_("given at"), default=timezone.now)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    stage = models.CharField(_("stage"), max_length=8, choices=Stage, default=Stage.WAITING)
    rows_done = models.PositiveIntegerField(_("rows done"), default=0)
    rows_total = models.PositiveIntegerField(_("rows of the file"), default=0)
    run = models.ForeignKey(
        ImportRun, models.SET_NULL, null=True, blank=True, related_name="uploads"
    )

    objects = ListUploadQuerySet.as_manager()

    class Meta(DueWork.Meta):
        verbose_name = _("list given in the admin")
        verbose_name_plural = _("lists given in the admin")
        ordering = ["-pk"]
        indexes = [
            models.Index(  # the worker's sweep, every second
                fields=["next_try_at"],
                condition=models.Q(state="due"),
                name="projects_archive_upload_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.uploaded_at:%Y-%m-%d})"

    def get_absolute_url(self) -> str:
        return reverse("projects_archive_upload", args=[self.pk])

    @property
    def share(self) -> int:
        """Per cent of the rows written; while the file is read nobody knows how many there are."""
        return min(100, round(100 * self.rows_done / self.rows_total)) if self.rows_total else 0
