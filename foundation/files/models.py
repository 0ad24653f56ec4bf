import uuid

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.due import DueWork


def private_storage():
    return storages["private"]


class StoredFile(models.Model):
    """Private bytes: named by a random id on disk, described here, served only through its owner.

    The owner is whatever refers to it by a foreign key; a file that nothing refers to is deleted.
    """

    class State(models.TextChoices):
        STORED = "stored", _("stored")
        WAITING = "waiting", _("being checked for viruses")
        SCANNED = "scanned", _("checked")
        REFUSED = "refused", _("refused")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content = models.FileField(_("content"), storage=private_storage, upload_to="files/%Y/%m")
    name = models.CharField(_("name"), max_length=200)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField("SHA-256", max_length=64)
    content_type = models.CharField(_("type, by content"), max_length=100)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.STORED)
    refused_because = models.CharField(_("refused because"), max_length=250, blank=True)
    stored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    stored_at = models.DateTimeField(_("stored at"), default=timezone.now)
    # When its bytes were last read and hashed: first on arrival, then every night, whatever was found.
    verified_at = models.DateTimeField(
        _("bytes last verified at"), default=timezone.now, editable=False
    )

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["-stored_at", "pk"]
        indexes = [
            models.Index(fields=["sha256"]),  # the same bytes again
            models.Index(fields=["verified_at", "id"]),  # the nightly reading of all bytes
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_served(self) -> bool:
        """Whether it is handed out at all, to those who may see it."""
        return self.state not in (self.State.WAITING, self.State.REFUSED)

    @property
    def state_label(self) -> str:
        """What a reader must know of the file; nothing when all is well."""
        return "" if self.is_served else self.refused_because or self.get_state_display()


class FileScan(DueWork):
    """A file that the virus scanner has still to look at; gone when it has."""

    file = models.OneToOneField(StoredFile, models.CASCADE, related_name="scan")

    class Meta(DueWork.Meta):
        verbose_name = _("file to be checked")
        verbose_name_plural = _("files to be checked")

    def __str__(self) -> str:
        return str(self.file)


class FileText(DueWork):
    """The text inside a file, page by page, once the worker has taken it out."""

    file = models.OneToOneField(StoredFile, models.CASCADE, related_name="text")
    pages = models.JSONField(_("texts of the pages"), default=list)
    characters = models.PositiveIntegerField(_("characters"), default=0)
    is_cut = models.BooleanField(_("only its beginning was read"), default=False)

    class Meta(DueWork.Meta):
        verbose_name = _("text of a file")
        verbose_name_plural = _("texts of files")

    def __str__(self) -> str:
        return str(self.file)


class FixityRun(DueWork):
    """One night's reading of the kept bytes: how many were read, how many are still to come."""

    started_at = models.DateTimeField(_("started at"), unique=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    files = models.PositiveIntegerField(_("files read"), default=0)
    size = models.PositiveBigIntegerField(_("bytes read"), default=0)
    left = models.PositiveIntegerField(_("files not read this time"), default=0)

    class Meta(DueWork.Meta):
        verbose_name = _("check of files")
        verbose_name_plural = _("checks of files")
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d}"


class FixityFinding(models.Model):
    """A file whose bytes were not those that were stored. A missing file is never counted as sound."""

    class Problem(models.TextChoices):
        MISSING = "missing", _("the bytes are missing")
        CHANGED = "changed", _("the bytes have changed")
        UNREADABLE = "unreadable", _("the bytes could not be read")

    run = models.ForeignKey(FixityRun, models.CASCADE, related_name="findings")
    file = models.ForeignKey(StoredFile, models.CASCADE, related_name="findings")
    problem = models.CharField(_("problem"), max_length=10, choices=Problem)
    found_sha256 = models.CharField(_("SHA-256 found"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("damaged file")
        verbose_name_plural = _("damaged files")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "file"], name="files_fixityfinding_once")
        ]

    def __str__(self) -> str:
        return f"{self.file}: {self.get_problem_display()}"
