"""By which words projects are alike; derived from their titles by `refresh_projects`."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from projects_archive.models.project import Project
from projects_archive.telling_words import LONGEST


class ProjectTerm(models.Model):
    """One telling word of a project's title, in its dictionary form."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="terms")
    term = models.CharField(max_length=LONGEST)

    class Meta:
        verbose_name = _("word of a project")
        verbose_name_plural = _("words of projects")
        constraints = [
            models.UniqueConstraint(
                fields=["term", "project"], name="projects_archive_projectterm_once"
            )
        ]

    def __str__(self) -> str:
        return self.term
