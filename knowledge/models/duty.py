from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.accounts.models import Organisation
from knowledge.duties.dates import exists_each_year
from knowledge.models.law import ProvisionPeriod
from knowledge.models.localised import localised
from knowledge.models.system import System


class OfficeProfile(models.Model):
    """What an office declares of itself, so that it is told of the duties that meet it."""

    class Size(models.TextChoices):
        SMALL = "small", _("up to 20 people")
        MEDIUM = "medium", _("21 to 50 people")
        LARGE = "large", _("51 to 250 people")
        VERY_LARGE = "very_large", _("more than 250 people")

    class Declaration(models.TextChoices):
        WEBSITE = "website", _("runs a website or a mobile application")
        CYBERSECURITY = "cybersecurity", _("is an entity of the national cybersecurity system")
        REGISTERS = "registers", _("keeps a public register")
        SPATIAL_DATA = "spatial_data", _("keeps spatial data sets")

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="+")
    size = models.CharField(_("size"), max_length=12, choices=Size, blank=True)
    declarations = models.JSONField(_("declarations"), default=list, blank=True)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("description of an office")
        verbose_name_plural = _("descriptions of offices")

    def __str__(self) -> str:
        return str(self.organisation)


class DutyRuleQuerySet(models.QuerySet):
    def checked(self) -> Self:
        """Those that rest on a fact which a person has compared with the journal."""
        return self.filter(is_active=True, period__checked_on__isnull=False)

    def unchecked(self) -> Self:
        return self.filter(is_active=True, period__checked_on=None)


class DutyRule(models.Model):
    """A duty by law: which offices it meets, and on which day, each year or once."""

    title_pl = models.CharField(_("title (Polish)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=200, blank=True)
    note_pl = models.TextField(_("what to do (Polish)"), max_length=500, blank=True)
    note_en = models.TextField(_("what to do (English)"), max_length=500, blank=True)
    period = models.ForeignKey(
        ProvisionPeriod, models.PROTECT, related_name="+", verbose_name=_("provision it rests on")
    )
    # Empty means every kind, every size, every office.
    kinds = models.JSONField(_("kinds of offices"), default=list, blank=True)
    sizes = models.JSONField(_("sizes of offices"), default=list, blank=True)
    declaration = models.CharField(
        _("only offices that"), max_length=16, choices=OfficeProfile.Declaration, blank=True
    )
    system = models.ForeignKey(
        System,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("only offices that work with"),
    )
    on = models.DateField(_("once, on"), null=True, blank=True)
    month = models.PositiveSmallIntegerField(
        _("each year, month"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )
    day = models.PositiveSmallIntegerField(
        pgettext_lazy("of a month", "day"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(31)],
    )
    is_active = models.BooleanField(_("active"), default=True)

    objects = DutyRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        ordering = ["title_pl", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(on__isnull=False, month=None, day=None)
                | Q(on=None, month__isnull=False, day__isnull=False),
                name="knowledge_dutyrule_once_or_yearly",
                violation_error_message=_("Give one date, or a month and a day of each year."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    title = localised("title")
    note = localised("note")

    def clean(self) -> None:
        """A yearly day must exist in every year."""
        if self.month and self.day and not exists_each_year(self.month, self.day):
            raise ValidationError({"day": _("This day does not exist in every year.")})


class DutyFeed(models.Model):
    """A calendar of an office's dates that one person subscribed to; its address ends when revoked."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("calendar of an office")
        verbose_name_plural = _("calendars of offices")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"],
                condition=Q(revoked_at=None),
                name="knowledge_dutyfeed_one_current",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.user}"
