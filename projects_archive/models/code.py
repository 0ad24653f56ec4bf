"""publiccode.yml of a project: where it is fetched from, and each file that came, as it came."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Self

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Organisation
from foundation.due import DueQuerySet, DueWork
from projects_archive.models.project import Project
from projects_archive.permissions import is_archive_staff
from projects_archive.publiccode.reading import Remark


def _of_own_projects(user) -> Q:
    offices = Organisation.objects.coordinated_by(user).values("pk")
    return Q(project__organisation__in=offices)


class CodeWatchQuerySet(DueQuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Those of projects one looks after; archive staff see all."""
        return self if is_archive_staff(user) else self.filter(_of_own_projects(user))


class CodeWatch(DueWork):
    """An address from which a project's publiccode.yml is fetched: once now, or every day again."""

    project = models.OneToOneField(Project, models.CASCADE, related_name="code_source")
    url = models.URLField(
        _("address of the file"), max_length=500, validators=[URLValidator(schemes=["https"])]
    )
    is_watched = models.BooleanField(_("look every day whether it has changed"), default=True)
    # What the server gave with the file (RFC 9110 8.8.3), and the hash of what it gave.
    etag = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    checked_at = models.DateTimeField(_("last looked at"), null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(_("added at"), default=timezone.now)

    objects = CodeWatchQuerySet.as_manager()

    class Meta(DueWork.Meta):
        verbose_name = _("source of a publiccode.yml")
        verbose_name_plural = _("sources of publiccode.yml")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.url

    @property
    def is_new(self) -> bool:
        """Is it still to be fetched for the first time?"""
        return self.state == self.State.DUE and self.checked_at is None


class CodeFileQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Those of projects one looks after; archive staff see all."""
        return self if is_archive_staff(user) else self.filter(_of_own_projects(user))

    def waiting(self) -> Self:
        return self.filter(state=CodeFile.State.WAITING)


class CodeFile(models.Model):
    """A file as it came: a proposal that a person takes into the description, or leaves."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for a decision")
        TAKEN = "taken", _("taken into the description")
        LEFT = "left", _("not taken")
        REPLACED = "replaced", _("a newer file has come")

    TONES: Mapping[str, str] = {
        "waiting": "warn",
        "taken": "ok",
        "left": "quiet",
        "replaced": "quiet",
    }

    project = models.ForeignKey(Project, models.CASCADE, related_name="code_files")
    origin = models.CharField(_("file or address"), max_length=500)
    content = models.TextField(_("the file as it came"))
    sha256 = models.CharField(max_length=64)
    # What was read in it (`publiccode.reading`): values by field, remarks as lists.
    values = models.JSONField(default=dict)
    remarks = models.JSONField(default=list)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    received_at = models.DateTimeField(_("received at"), default=timezone.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = CodeFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("publiccode.yml of a project")
        verbose_name_plural = _("publiccode.yml of projects")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(state="waiting"),
                name="projects_archive_codefile_one_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.origin

    def get_absolute_url(self) -> str:
        return reverse("projects_archive:code_file", args=[self.pk])

    @property
    def tone(self) -> str:
        return self.TONES[self.state]

    @property
    def shown_remarks(self) -> Sequence[Remark]:
        return [Remark(*one) for one in self.remarks]
