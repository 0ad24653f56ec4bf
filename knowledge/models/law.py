from datetime import date
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from knowledge.models.checked import CheckedFact

eli_address = RegexValidator(
    r"^[A-Z]{2,4}/\d{4}/\d{1,5}\Z",
    _("Write the ELI address as journal/year/position: DU/2024/773."),
)


class LegalAct(CheckedFact):
    """An act by its ELI address, e.g. `DU/2024/773`."""

    eli = models.CharField("ELI", max_length=60, unique=True, validators=[eli_address])
    title = models.CharField(_("title"), max_length=500)
    short_name = models.CharField(_("short name"), max_length=60)
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    in_force_to = models.DateField(_("in force to"), null=True, blank=True)

    class Meta:
        verbose_name = _("legal act")
        verbose_name_plural = _("legal acts")
        ordering = ["short_name"]

    def __str__(self) -> str:
        return self.short_name

    def get_absolute_url(self) -> str:
        return reverse("knowledge:legal_act", args=[self.eli])

    @property
    def source_url(self) -> str:
        """The act in the official journal."""
        return f"https://eli.gov.pl/eli/{self.eli}/ogl"


class Provision(ClusterableModel):
    """An editorial unit of an act, e.g. „§ 19 ust. 2 pkt 12”."""

    act = models.ForeignKey(
        LegalAct, models.PROTECT, related_name="provisions", verbose_name=_("legal act")
    )
    unit = models.CharField(_("unit"), max_length=60)

    class Meta:
        verbose_name = _("provision")
        verbose_name_plural = _("provisions")
        ordering = ["act__short_name", "unit"]
        constraints = [
            models.UniqueConstraint(
                fields=["act", "unit"],
                name="knowledge_provision_once",
                violation_error_message=_("This act already has this unit."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.act.short_name} {self.unit}"

    def get_absolute_url(self) -> str:
        return reverse("knowledge:provision", args=[self.pk])

    def on(self, day: date) -> "ProvisionPeriod | None":
        """The period in force on `day`, from the periods already loaded where they are."""
        return next((period for period in self.periods.all() if period.covers(day)), None)


class ProvisionPeriodQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)

    def overlapping(self, valid_from: date, valid_to: date | None) -> Self:
        """Periods that share a day with the one from `valid_from` to `valid_to` (None: open)."""
        started = Q() if valid_to is None else Q(valid_from__lte=valid_to)
        return self.filter(started, Q(valid_to=None) | Q(valid_to__gte=valid_from))


class ProvisionPeriod(CheckedFact):
    """What a provision asks between two dates, both included."""

    provision = ParentalKey(Provision, on_delete=models.CASCADE, related_name="periods")
    gist = models.TextField(_("what it asks"))
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)
    # The provision that carries the same duty afterwards: KRI 2012 § 20 → KRI 2024 § 19.
    continued_by = models.ForeignKey(
        Provision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="continues",
        verbose_name=_("continued by"),
    )

    objects = ProvisionPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("period of a provision")
        verbose_name_plural = _("periods of provisions")
        ordering = ["provision", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["provision", "valid_from"], name="knowledge_provisionperiod_start_unique"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="knowledge_provisionperiod_ends_after_start",
                violation_error_message=_("The end comes before the start."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provision} ({self.valid_from:%Y-%m-%d})"

    def covers(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
