"""What was read, exactly as it was written: lists, runs, rows and the rows that were refused."""

from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.due import DueQuerySet, DueWork
from projects_archive.permissions import is_archive_staff
from projects_archive.sources.rows import Problem


class ProjectList(models.Model):
    """A public list of funded projects that appears in editions, e.g. the Cohesion Fund in 2014–2020."""

    key = models.CharField(_("key"), max_length=100, unique=True)
    name = models.CharField(_("name"), max_length=200)
    layout = models.CharField(_("layout"), max_length=40)

    class Meta:
        verbose_name = _("list of projects")
        verbose_name_plural = _("lists of projects")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ImportRunQuerySet(DueQuerySet):
    def visible_to(self, user, at=None) -> Self:
        """Only those who look after the archive."""
        return self if is_archive_staff(user) else self.none()

    def finished(self) -> Self:
        return self.filter(state=DueWork.State.DONE)


class ImportRun(DueWork):
    """One edition of a list taken in: the file by its hash, what was read and what became of it.

    Batches are written in order; `rows_done` is the last row whose batch is safely written, so an
    interrupted run continues there.
    """

    project_list = models.ForeignKey(
        ProjectList, models.PROTECT, related_name="runs", verbose_name=_("list")
    )
    file_name = models.CharField(_("file"), max_length=250)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    layout = models.CharField(_("layout"), max_length=40)
    encoding = models.CharField(_("encoding"), max_length=20, blank=True)
    edition_text = models.CharField(_("edition, as in the file"), max_length=150, blank=True)
    edition_on = models.DateField(_("state on"), null=True, blank=True)
    # A selection shows part of a list: what it leaves out has not vanished.
    is_selection = models.BooleanField(_("selection from lists"), default=False)

    rows_read = models.PositiveIntegerField(_("rows read"), default=0)
    rows_done = models.PositiveIntegerField(_("last row written"), default=0)
    created = models.PositiveIntegerField(_("created"), default=0)
    updated = models.PositiveIntegerField(_("updated"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    vanished = models.PositiveIntegerField(_("vanished"), default=0)
    total_value = models.DecimalField(
        _("sum of values"), max_digits=22, decimal_places=2, default=0
    )
    eu_contribution = models.DecimalField(
        _("sum of EU contributions"), max_digits=22, decimal_places=2, default=0
    )
    started_at = models.DateTimeField(_("started at"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ImportRunQuerySet.as_manager()

    class Meta(DueWork.Meta):
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-started_at", "-pk"]
        indexes = [
            *DueWork.Meta.indexes,
            models.Index(fields=["project_list", "-id"]),  # the newest edition of a list
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.started_at:%Y-%m-%d})"

    def get_absolute_url(self) -> str:
        return reverse("projects_archive:import_report", args=[self.pk])


class SourceRow(models.Model):
    """One row of a file, as written there: heading → value. Never changed, never deleted."""

    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    row_number = models.PositiveIntegerField(_("row"))
    run = models.ForeignKey(ImportRun, models.PROTECT, related_name="source_rows")
    raw = models.JSONField(_("values"))

    class Meta:
        verbose_name = _("source row")
        verbose_name_plural = _("source rows")
        ordering = ["sha256", "row_number"]
        constraints = [
            models.UniqueConstraint(
                fields=["sha256", "row_number"], name="projects_archive_sourcerow_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.run.file_name}, {self.row_number}"


class RefusedRow(models.Model):
    """A row that could not be taken, with the reason a person can act on."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="refused_rows")
    source_row = models.ForeignKey(SourceRow, models.PROTECT, related_name="refusals")
    reason = models.CharField(_("reason"), max_length=20, choices=Problem)
    detail = models.CharField(_("what was found"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("refused row")
        verbose_name_plural = _("refused rows")
        ordering = ["source_row"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "source_row"], name="projects_archive_refusedrow_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source_row}: {self.get_reason_display()}"
