from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.files.models import StoredFile
from projects_archive.models.project import Project
from projects_archive.permissions import is_archive_staff


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Released documents of public projects; those who look after the archive see all."""
        if is_archive_staff(user):
            return self
        return self.filter(is_public=True, project__is_public=True)


class Document(models.Model):
    """A file that belongs to a project: a changed file is a new version, old ones stay."""

    class Kind(models.TextChoices):
        SPECIFICATION = "specification", _("tender specification")
        ARCHITECTURE = "architecture", _("architecture")
        ACCEPTANCE = "acceptance", _("acceptance protocol")
        MANUAL = "manual", _("manual")
        STUDY = "study", _("user study")
        SOURCE = "source", _("source code")
        OTHER = "other", _("other")

    project = models.ForeignKey(Project, models.PROTECT, related_name="documents")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="project_documents")
    kind = models.CharField(_("kind"), max_length=14, choices=Kind, default=Kind.OTHER)
    title = models.CharField(_("title"), max_length=200)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    licence = models.CharField(_("licence (SPDX)"), max_length=60, blank=True)
    is_public = models.BooleanField(_("released, personal data checked"), default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(_("added at"), default=timezone.now)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["project", "kind", "title", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "kind", "title", "version"],
                name="projects_archive_document_version_once",
                violation_error_message=_("This version of the document is already here."),
            )
        ]

    def __str__(self) -> str:
        return self.title
