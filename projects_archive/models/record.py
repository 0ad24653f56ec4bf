"""What people write about a project; imported facts are never in here."""

from datetime import datetime
from typing import Self

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from foundation.accounts.models import Organisation
from knowledge.models import Requirement, System
from projects_archive.models.programme import FundingProgramme
from projects_archive.models.project import Project
from projects_archive.models.software import SoftwareFields
from projects_archive.permissions import is_archive_staff

TEXTS = ("title", "summary", "goals", "results", "worked", "differently", "costs", "lock_in")


class ProjectRecordQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Published records of public projects; those who look after the archive see all."""
        return self if is_archive_staff(user) else self.filter(live=True, project__is_public=True)


class ProjectRecord(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    SoftwareFields,
    ClusterableModel,
):
    """Editorial fields of one project. An empty field means: show what the list says."""

    project = models.OneToOneField(
        Project, models.PROTECT, related_name="record", verbose_name=_("project")
    )
    title_pl = models.CharField(_("plain title (Polish)"), max_length=250, blank=True)
    title_en = models.CharField(_("plain title (English)"), max_length=250, blank=True)
    summary_pl = models.TextField(_("in plain words (Polish)"), blank=True)
    summary_en = models.TextField(_("in plain words (English)"), blank=True)
    goals_pl = models.TextField(_("goals (Polish)"), blank=True)
    goals_en = models.TextField(_("goals (English)"), blank=True)
    results_pl = models.TextField(_("results (Polish)"), blank=True)
    results_en = models.TextField(_("results (English)"), blank=True)
    worked_pl = models.TextField(_("what worked (Polish)"), blank=True)
    worked_en = models.TextField(_("what worked (English)"), blank=True)
    differently_pl = models.TextField(_("what we would do differently (Polish)"), blank=True)
    differently_en = models.TextField(_("what we would do differently (English)"), blank=True)
    costs_pl = models.TextField(_("real costs and time (Polish)"), blank=True)
    costs_en = models.TextField(_("real costs and time (English)"), blank=True)
    lock_in_pl = models.TextField(_("dependence on a supplier (Polish)"), blank=True)
    lock_in_en = models.TextField(_("dependence on a supplier (English)"), blank=True)

    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="project_records",
        verbose_name=_("office that ran it"),
    )
    total_value = models.DecimalField(
        _("real cost, if no list gives it"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    eu_contribution = models.DecimalField(
        _("EU contribution, if no list gives it"),
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
    )
    programme = models.ForeignKey(
        FundingProgramme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="project_records",
        verbose_name=_("programme, if no list gives it"),
    )
    started_on = models.DateField(_("real start"), null=True, blank=True)
    ended_on = models.DateField(_("real end"), null=True, blank=True)
    systems = ParentalManyToManyField(
        System, blank=True, related_name="project_records", verbose_name=_("systems touched")
    )
    requirements = ParentalManyToManyField(
        Requirement, blank=True, related_name="project_records", verbose_name=_("requirements met")
    )
    # How long the results must be kept up, as the grant agreement says.
    durability_until = models.DateField(_("durability until"), null=True, blank=True)
    contact_email = models.EmailField(_("contact"), blank=True)
    # Names, one a line: offices, schools, companies; not everybody is in the register.
    partners = models.TextField(_("partners"), max_length=2000, blank=True)
    suppliers = models.TextField(_("suppliers"), max_length=2000, blank=True)

    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        for_concrete_model=False,
    )
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="project_record")

    wagtail_reference_index_ignore = True
    objects = ProjectRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("project record")
        verbose_name_plural = _("project records")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title_pl or str(self.project)

    def clean(self) -> None:
        super().clean()
        if self.started_on and self.ended_on and self.ended_on < self.started_on:
            raise ValidationError({"ended_on": _("The end comes before the start.")})
        if self.ended_on and self.durability_until and self.durability_until < self.ended_on:
            message = _("The durability period ends before the project does.")
            raise ValidationError({"durability_until": message})

    def get_absolute_url(self) -> str:
        return reverse("projects_archive:project_detail", args=[self.project_id])

    def text(self, name: str) -> str:
        """One of TEXTS in the current language, in Polish where the other is missing."""
        english = getattr(self, f"{name}_en") if get_language() == "en" else ""
        return english or getattr(self, f"{name}_pl")

    def get_preview_template(self, request, mode_name: str) -> str:
        return "projects_archive/project_preview.html"
