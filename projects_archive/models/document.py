"""Documents of projects: what a file is, and its versions, of which none is ever replaced."""

from collections.abc import Mapping
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Organisation
from foundation.files.models import StoredFile
from projects_archive.licences import validate_licence
from projects_archive.models.project import Project
from projects_archive.permissions import is_archive_staff


class DocumentQuerySet(models.QuerySet):
    def released(self) -> Self:
        """Those of public projects with at least one version that was released."""
        released = DocumentVersion.objects.released().filter(document=OuterRef("pk"))
        return self.filter(Exists(released), project__is_public=True)

    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Released ones; all those of an office for its coordinators; all for archive staff."""
        if is_archive_staff(user):
            return self
        offices = Organisation.objects.coordinated_by(user).values("pk")
        return self.filter(
            Q(pk__in=Document.objects.released().values("pk"))
            | Q(project__organisation__in=offices)
        )


class Document(models.Model):
    """One document of a project, e.g. its tender specification; its bytes are its versions."""

    class Kind(models.TextChoices):
        SPECIFICATION = "specification", _("tender specification")
        ARCHITECTURE = "architecture", _("architecture")
        ACCEPTANCE = "acceptance", _("acceptance protocol")
        MANUAL = "manual", _("manual")
        STUDY = "study", _("user study")
        SOURCE = "source", _("source code")
        OTHER = "other", _("other")

    # What others look for in every project, in the order they need it.
    EXPECTED = (Kind.SPECIFICATION, Kind.ARCHITECTURE, Kind.ACCEPTANCE, Kind.MANUAL)

    project = models.ForeignKey(Project, models.PROTECT, related_name="documents")
    kind = models.CharField(_("kind"), max_length=14, choices=Kind, default=Kind.OTHER)
    title = models.CharField(_("title"), max_length=200)
    licence = models.CharField(
        _("licence (SPDX)"), max_length=200, blank=True, validators=[validate_licence]
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["project", "kind", "title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "kind", "title"],
                name="projects_archive_document_once",
                violation_error_message=_(
                    "This project already has such a document: add a new version to it instead."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("projects_archive:document", args=[self.pk])


class DocumentVersionQuerySet(models.QuerySet):
    def released(self) -> Self:
        return self.filter(state=DocumentVersion.State.RELEASED)

    def waiting(self) -> Self:
        return self.filter(state=DocumentVersion.State.WAITING)

    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Released ones of public projects; an office's for its coordinators; all for archive staff."""
        if is_archive_staff(user):
            return self
        offices = Organisation.objects.coordinated_by(user).values("pk")
        return self.filter(
            Q(state=DocumentVersion.State.RELEASED, document__project__is_public=True)
            | Q(document__project__organisation__in=offices)
        )

    def for_list(self) -> Self:
        return self.select_related("file__text", "added_by", "organisation", "decided_by")


class DocumentVersion(models.Model):
    """The bytes of a document at one time. A changed file is a new version; old ones stay as they are."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for a check of personal data")
        RELEASED = "released", _("public")
        REFUSED = "refused", _("not released")

    TONES: Mapping[str, str] = {"waiting": "warn", "released": "ok", "refused": "bad"}

    document = models.ForeignKey(Document, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="document_version")
    note = models.CharField(_("what has changed"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # In whose name: empty where the support point added it.
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(_("added at"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    reason = models.CharField(_("why it was not released"), max_length=300, blank=True)

    objects = DocumentVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a document")
        verbose_name_plural = _("versions of documents")
        ordering = ["document", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"], name="projects_archive_documentversion_once"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(decided_at__isnull=False),
                name="projects_archive_documentversion_decided",
            ),
        ]
        indexes = [
            models.Index(  # the page of documents to check
                fields=["id"],
                condition=Q(state="waiting"),
                name="projects_archive_doc_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.document}, {self.number}"

    @property
    def tone(self) -> str:
        return self.TONES[self.state]
