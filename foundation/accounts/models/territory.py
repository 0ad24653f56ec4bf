from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Territory(models.Model):
    """A unit of the TERC register, identified by its code without the type digit.

    Codes have 2 digits (voivodeship), 4 (powiat) or 6 (gmina). The seventh digit, the type, changes
    over time (62 gminas between 2022 and 2026) and therefore lives in the periods.
    """

    class Level(models.TextChoices):
        VOIVODESHIP = "voivodeship", _("voivodeship")
        POWIAT = "powiat", _("powiat")
        GMINA = "gmina", _("gmina")

    terc = models.CharField(_("TERC code"), max_length=6, unique=True)
    level = models.CharField(_("level"), max_length=12, choices=Level)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=pgettext_lazy("territory", "in"),
    )
    # The name in the newest period, kept here because every list shows it.
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        ordering = ["terc"]

    def __str__(self) -> str:
        return self.name


class TerritoryPeriodQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)


class TerritoryPeriod(models.Model):
    """What the register says of a territory between two dates, both included."""

    class Kind(models.TextChoices):
        VOIVODESHIP = "woj", _("voivodeship")
        POWIAT = "pow", _("powiat")
        CITY_POWIAT = "mnpp", _("city with powiat rights")
        URBAN = "1", _("urban gmina")
        RURAL = "2", _("rural gmina")
        URBAN_RURAL = "3", _("urban-rural gmina")

    territory = models.ForeignKey(Territory, models.CASCADE, related_name="periods")
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("type"), max_length=4, choices=Kind)
    valid_from = models.DateField(pgettext_lazy("period", "from"))
    valid_to = models.DateField(pgettext_lazy("period", "to"), null=True, blank=True)

    objects = TerritoryPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("period of a territory")
        ordering = ["territory", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "valid_from"], name="accounts_territoryperiod_start_unique"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                name="accounts_territoryperiod_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.valid_from:%Y-%m-%d})"


class RegisterState(models.Model):
    """One imported state of the TERC register; periods are the runs of equal values between states."""

    state_on = models.DateField(_("state on"), unique=True)
    file_name = models.CharField(_("file"), max_length=250)
    sha256 = models.CharField("SHA-256", max_length=64)
    imported_at = models.DateTimeField(_("imported at"))

    class Meta:
        verbose_name = _("state of the register")
        verbose_name_plural = _("states of the register")
        ordering = ["state_on"]

    def __str__(self) -> str:
        return f"TERC {self.state_on:%Y-%m-%d}"
