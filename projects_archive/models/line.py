"""What the lists say, normalised: one line per project of a list, and the places it names."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Organisation, Territory
from projects_archive.models.imports import ImportRun, ProjectList, SourceRow
from projects_archive.models.programme import FundingProgramme, Period
from projects_archive.models.project import BeneficiaryKind, Project
from projects_archive.permissions import is_archive_staff


class FundingLineQuerySet(models.QuerySet):
    def visible_to(self, user, at=None) -> Self:
        """Lines of public digital projects; those who look after the archive see all."""
        if is_archive_staff(user):
            return self
        return self.filter(verdict=FundingLine.Verdict.DIGITAL, project__is_public=True)

    def digital(self) -> Self:
        return self.filter(verdict=FundingLine.Verdict.DIGITAL)

    def unsure(self) -> Self:
        return self.filter(verdict=FundingLine.Verdict.UNSURE)


class FundingLine(models.Model):
    """One project as its list describes it. Only imports write here; people only judge it."""

    class Verdict(models.TextChoices):
        DIGITAL = "digital", _("digital")
        NOT_DIGITAL = "not_digital", _("not digital")
        UNSURE = "unsure", _("unsure")

    project_list = models.ForeignKey(ProjectList, models.PROTECT, related_name="lines")
    # Hash of the list and the contract number, or else title, beneficiary and occurrence.
    identity = models.CharField(max_length=64, unique=True)
    # Hash of title and beneficiary: recognises an edition whose file name says nothing.
    fingerprint = models.CharField(max_length=64, db_index=True)
    source_row = models.ForeignKey(SourceRow, models.PROTECT, related_name="lines")
    seen_in = models.ForeignKey(ImportRun, models.PROTECT, related_name="lines")
    vanished_in = models.ForeignKey(
        ImportRun, models.PROTECT, null=True, blank=True, related_name="vanished_lines"
    )
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="lines"
    )

    title = models.TextField(_("title"))
    description = models.TextField(_("description"), blank=True)
    contract_number = models.CharField(_("contract number"), max_length=100, blank=True)
    beneficiary_name = models.TextField(_("beneficiary"))
    beneficiary_kind = models.CharField(
        _("kind of beneficiary"), max_length=16, choices=BeneficiaryKind
    )
    total_value = models.DecimalField(
        _("value of the project"), max_digits=18, decimal_places=2, null=True
    )
    eu_contribution = models.DecimalField(
        _("EU contribution"), max_digits=18, decimal_places=2, null=True
    )
    started_on = models.DateField(_("start"), null=True)
    ended_on = models.DateField(_("end"), null=True)
    period = models.CharField(_("period"), max_length=9, choices=Period, blank=True)
    programme = models.ForeignKey(FundingProgramme, models.PROTECT, null=True, related_name="lines")
    fund = models.CharField(_("fund"), max_length=60, blank=True)
    domain = models.CharField(_("domain in the list"), max_length=150, blank=True)
    place_text = models.TextField(_("place, as in the list"), blank=True)
    is_nationwide = models.BooleanField(_("whole country"), default=False)

    verdict = models.CharField(_("verdict"), max_length=12, choices=Verdict)
    rule = models.CharField(_("rule that decided"), max_length=60)
    words = models.CharField(_("words that decided"), max_length=200, blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    judged_at = models.DateTimeField(_("judged at"), null=True, blank=True)

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="funding_lines"
    )
    matched_by = models.CharField(_("how the office was recognised"), max_length=60, blank=True)

    objects = FundingLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("funding line")
        verbose_name_plural = _("funding lines")
        ordering = ["pk"]
        indexes = [
            models.Index(  # the review page
                fields=["id"],
                condition=Q(verdict="unsure"),
                name="projects_archive_line_unsure",
            ),
            models.Index(fields=["project_list", "seen_in"]),  # what vanished from a list
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_judged_by_people(self) -> bool:
        return self.judged_at is not None

    @property
    def public_beneficiary(self) -> str:
        """The name, unless it is that of a natural person: then only that it is one."""
        if self.beneficiary_kind == BeneficiaryKind.PERSON:
            return str(BeneficiaryKind.PERSON.label)
        return self.beneficiary_name


class ProjectPlace(models.Model):
    """A territory where a line's project runs. Amounts stay on the line, whatever the number of places."""

    class Origin(models.TextChoices):
        LIST = "list", _("named in the list")
        SEAT = "seat", _("seat of the beneficiary")

    line = models.ForeignKey(FundingLine, models.CASCADE, related_name="places")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="project_places")
    origin = models.CharField(_("where it comes from"), max_length=5, choices=Origin)

    class Meta:
        verbose_name = _("place of a project")
        verbose_name_plural = _("places of projects")
        ordering = ["line", "territory"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "territory"], name="projects_archive_projectplace_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.territory)
