from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class LegalAct(models.Model):
    """An act by its ELI address, e.g. `DU/2024/773`."""

    eli = models.CharField("ELI", max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=500)
    short_name = models.CharField(_("short name"), max_length=60)
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    in_force_to = models.DateField(_("in force to"), null=True, blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("legal act")
        verbose_name_plural = _("legal acts")
        ordering = ["short_name"]

    def __str__(self) -> str:
        return self.short_name

    @property
    def is_checked(self) -> bool:
        return self.checked_on is not None

    @property
    def url(self) -> str:
        return f"https://eli.gov.pl/eli/{self.eli}/ogl"


class Provision(models.Model):
    """An editorial unit of an act, e.g. „§ 19 ust. 2 pkt 12”."""

    act = models.ForeignKey(LegalAct, models.PROTECT, related_name="provisions")
    unit = models.CharField(_("unit"), max_length=60)

    class Meta:
        verbose_name = _("provision")
        verbose_name_plural = _("provisions")
        ordering = ["act__short_name", "unit"]
        constraints = [
            models.UniqueConstraint(fields=["act", "unit"], name="knowledge_provision_once")
        ]

    def __str__(self) -> str:
        return f"{self.act.short_name} {self.unit}"


class ProvisionPeriodQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)


class ProvisionPeriod(models.Model):
    """What a provision asks between two dates, both included."""

    provision = models.ForeignKey(Provision, models.CASCADE, related_name="periods")
    gist = models.TextField(_("what it asks"))
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)
    # The provision that carries the same duty afterwards: KRI 2012 § 20 → KRI 2024 § 19.
    continued_by = models.ForeignKey(
        Provision, models.PROTECT, null=True, blank=True, related_name="continues"
    )
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ProvisionPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("period of a provision")
        ordering = ["provision", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["provision", "valid_from"], name="knowledge_provisionperiod_start_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.provision} ({self.valid_from:%Y-%m-%d})"
