"""A project of the archive: its permanent number, and what lists and search show of it."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Organisation, Territory
from foundation.folding import fold
from foundation.parts_index import PartsIndex
from knowledge.models import OfficeProfile
from projects_archive.models.programme import FundingProgramme, Period
from projects_archive.permissions import is_archive_staff
from projects_archive.word_forms import forms_of


class BeneficiaryKind(models.TextChoices):
    """Who ran the project, by the register or by the words of the name."""

    GMINA = "gmina", _("gmina or city")
    POWIAT = "powiat", _("powiat")
    VOIVODESHIP = "voivodeship", _("voivodeship")
    CENTRAL = "central", _("central administration")
    EDUCATION = "education", _("school, university or institute")
    HEALTH = "health", _("hospital or health institution")
    CULTURE = "culture", _("culture and archives")
    COMPANY = "company", _("company")
    ASSOCIATION = "association", _("association or foundation")
    PERSON = "person", _("natural person")
    OTHER = "other", _("other")


class Topic(models.TextChoices):
    """What the project is about, decided by words of its title."""

    E_SERVICES = "e-services", _("e-services")
    HEALTH = "health", _("e-health")
    MAPS = "maps", _("maps and spatial data")
    SCHOOL = "school", _("education")
    HERITAGE = "heritage", _("digitised culture and archives")
    NETWORK = "network", _("broadband and networks")
    SECURITY = "security", _("cybersecurity")
    OFFICE = "office", _("office systems and documents")
    JUSTICE = "justice", _("courts and registers")
    TRANSPORT = "transport", _("transport systems")
    DATA = "data", _("data and analysis")
    OTHER = "other", _("other digital projects")


class ProjectQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Public ones; those who look after the archive see all."""
        return self if is_archive_staff(user) else self.filter(is_public=True)

    def of_interest_to(self, user) -> Self:
        """What `user` may see, and every project of an office that they look after."""
        if is_archive_staff(user):
            return self
        offices = Organisation.objects.coordinated_by(user).values("pk")
        return self.filter(Q(is_public=True) | Q(organisation__in=offices))

    def in_status(self, status: str, on: date) -> Self:
        """`planned`, `running`, `completed` or `unknown` on that day; see `Project.status`."""
        dated = self.exclude(started_on=None, ended_on=None)
        completed = Q(ended_on__lt=on)
        planned = Q(started_on__gt=on)
        return {
            "unknown": self.filter(started_on=None, ended_on=None),
            "completed": dated.filter(completed),
            "planned": dated.filter(Q(ended_on=None) | ~completed, planned),
            "running": dated.filter(
                Q(ended_on=None) | Q(ended_on__gte=on), Q(started_on=None) | Q(started_on__lte=on)
            ),
        }[status]

    def begun_in(self, year: int) -> Self:
        """Those whose start is known to be in that year."""
        return self.filter(start_order__range=(date(year, 1, 1), date(year, 12, 31)))

    def in_powiat(self, terc: str) -> Self:
        """Those that run somewhere in the powiat of these four digits."""
        return self.filter(
            pk__in=Project.objects.filter(lines__places__territory__terc__startswith=terc).values(
                "pk"
            )
        )

    def touching_system(self, slug: str) -> Self:
        """Those whose published record names the system."""
        return self.filter(record__live=True, record__systems__slug=slug)

    def of_offices_of_size(self, size: str) -> Self:
        """Those of offices that say they are of this size (`OfficeProfile.Size`)."""
        profiles = OfficeProfile.objects.filter(size=size)
        return self.filter(organisation__in=profiles.values("organisation"))

    def with_words(self, words: str) -> Self:
        """Projects that have all these words: as typed in title, beneficiary or number, with or without
        marks, or in any other form in title or beneficiary.
        """
        found = self
        for word in words[:100].split()[:8]:
            fits = Q(*(Q(folded__contains=part) for part in fold(word).split()))
            for form in forms_of(word):
                fits |= Q(folded__contains=f" {form} ")
            found = found.filter(fits)
        return found

    def for_list(self) -> Self:
        """What a row of the list shows, in two queries."""
        return self.prefetch_related("voivodeships")


class Project(models.Model):
    """The identity of a project: its number is its address for good.

    The other columns are what lists show, sort and filter by. They are derived from the funding lines
    and from the published record by `refresh_projects`, never typed and never part of a draft.
    """

    is_public = models.BooleanField(_("public"), default=False)
    title_pl = models.TextField(_("title (Polish)"))
    title_en = models.TextField(_("title (English)"), blank=True)
    beneficiary = models.TextField(_("beneficiary, as shown"), blank=True)
    beneficiary_kind = models.CharField(
        _("kind of beneficiary"), max_length=16, choices=BeneficiaryKind
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="projects"
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
    programme = models.ForeignKey(
        FundingProgramme, models.PROTECT, null=True, related_name="projects"
    )
    topic = models.CharField(_("topic"), max_length=12, choices=Topic, default=Topic.OTHER)
    is_nationwide = models.BooleanField(_("whole country"), default=False)
    voivodeships = models.ManyToManyField(
        Territory, blank=True, related_name="+", verbose_name=_("voivodeships")
    )
    # The one place where its money is counted (`places_counted`): sums over places are sums of all.
    counted_in = models.CharField(_("counted in"), max_length=4, blank=True, editable=False)
    has_documents = models.BooleanField(_("has documents"), default=False)
    has_code = models.BooleanField(_("has source code"), default=False)
    is_reused = models.BooleanField(_("used by others"), default=False)
    licence = models.CharField(_("licence (SPDX)"), max_length=200, blank=True)
    # The end of the durability period of which the office was reminded last.
    durability_reminded_for = models.DateField(null=True, editable=False)
    # What lists sort by: amount and start without gaps, so that a page can start after any row.
    amount_order = models.DecimalField(max_digits=18, decimal_places=2, default=0, editable=False)
    start_order = models.DateField(default=date.min, editable=False)
    # Title, shown beneficiary and number, folded, and dictionary forms, for the word search of the list.
    folded = models.TextField(editable=False)
    added_at = models.DateTimeField(_("in the archive since"), default=timezone.now)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["-pk"]
        # Each is one order of the public list.
        indexes = [
            models.Index(  # the facet of licences
                fields=["licence"],
                condition=Q(is_public=True) & ~Q(licence=""),
                name="projects_archive_by_licence",
            ),
            models.Index(
                fields=["-amount_order", "-id"],
                condition=Q(is_public=True),
                name="projects_archive_by_amount",
            ),
            models.Index(
                fields=["-start_order", "-id"],
                condition=Q(is_public=True),
                name="projects_archive_by_start",
            ),
            models.Index(
                fields=["-id"], condition=Q(is_public=True), name="projects_archive_by_number"
            ),
            # The word search of the list where few projects have the word; staff see all, so all of them.
            PartsIndex(fields=["folded"], name="projects_archive_parts"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("projects_archive:project_detail", args=[self.pk])

    @property
    def title(self) -> str:
        return (self.title_en if get_language() == "en" else "") or self.title_pl

    def status(self, on: date) -> str:
        """`planned`, `running`, `completed`, or `unknown` where the sources give no dates."""
        if self.started_on is None and self.ended_on is None:
            return "unknown"
        if self.ended_on and self.ended_on < on:
            return "completed"
        return "planned" if self.started_on and self.started_on > on else "running"
