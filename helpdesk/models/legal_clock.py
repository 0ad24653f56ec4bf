"""What the law asks of an office after an incident: whom to tell, and until when."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from helpdesk.models.ticket import Ticket
from knowledge.models import CheckedFact

web_address = URLValidator(schemes=["https", "http"])


class LegalFact(CheckedFact):
    """A checked fact with the address of its source."""

    source_url = models.CharField(_("source"), max_length=300, validators=[web_address])
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def in_language(self, field: str) -> str:
        """The English text of `field` for English readers where there is one, else the Polish."""
        english = getattr(self, f"{field}_en") if get_language() == "en" else ""
        return english or getattr(self, f"{field}_pl")


class OfficialChannel(LegalFact):
    """Where an incident is reported as the law wants it; none of these is the support point."""

    name = models.CharField(_("name"), max_length=150)
    what_pl = models.CharField(_("what for (Polish)"), max_length=250)
    what_en = models.CharField(_("what for (English)"), max_length=250, blank=True)
    url = models.CharField(_("address"), max_length=300, validators=[web_address])

    class Meta(LegalFact.Meta):
        verbose_name = _("official channel")
        verbose_name_plural = _("official channels")

    def __str__(self) -> str:
        return self.name

    @property
    def what(self) -> str:
        return self.in_language("what")


class LegalClockQuerySet(models.QuerySet):
    def in_force(self, at: datetime) -> Self:
        day = timezone.localdate(at)
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)


class LegalClock(LegalFact):
    """A duty with a deadline in calendar time: hours, or months after another report."""

    code = models.SlugField(_("code"), unique=True)
    name_pl = models.CharField(_("name (Polish)"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=120, blank=True)
    what_pl = models.TextField(_("in a sentence (Polish)"))
    what_en = models.TextField(_("in a sentence (English)"), blank=True)
    act = models.CharField(_("act"), max_length=300)
    unit = models.CharField(_("unit"), max_length=80)
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("in force to"), null=True, blank=True)
    hours = models.PositiveSmallIntegerField(_("hours"), null=True, blank=True)
    months = models.PositiveSmallIntegerField(_("months"), null=True, blank=True)
    # Null: counted from the moment at which the incident was noticed.
    after = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("after")
    )

    objects = LegalClockQuerySet.as_manager()

    class Meta(LegalFact.Meta):
        verbose_name = _("legal clock")
        verbose_name_plural = _("legal clocks")
        constraints = [
            models.CheckConstraint(
                condition=Q(hours__gt=0, months=None) | Q(hours=None, months__gt=0),
                name="helpdesk_legalclock_hours_or_months",
                violation_error_message=_("Give hours or months, one of the two."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="helpdesk_legalclock_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.in_language("name")

    @property
    def what(self) -> str:
        return self.in_language("what")


class IncidentClock(models.Model):
    """What an office declared about one legal clock in one incident; changed by actions only."""

    class Standing(models.TextChoices):
        APPLIES = "applies", pgettext_lazy("legal clock", "applies to us")
        NOT_APPLICABLE = "not_applicable", pgettext_lazy("legal clock", "does not apply to us")

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="legal_clocks")
    clock = models.ForeignKey(LegalClock, models.PROTECT, related_name="+")
    standing = models.CharField(max_length=15, choices=Standing)
    # Null while the moment it counts from is not known.
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    # Who declared it last, or recorded it as done.
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField()
    # The last share of the time, in hundredths, of which people were warned.
    warned_share = models.PositiveSmallIntegerField(default=0)
    next_warning_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("legal clock of an incident")
        verbose_name_plural = _("legal clocks of incidents")
        ordering = ["clock__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["ticket", "clock"], name="helpdesk_incidentclock_once"),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(standing="applies"),
                name="helpdesk_incidentclock_done_only_if_it_applies",
            ),
        ]
        indexes = [
            # The sweep that warns.
            models.Index(
                fields=["next_warning_at"],
                condition=Q(next_warning_at__isnull=False),
                name="helpdesk_incidentclock_warn",
            )
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.clock_id} {self.standing}"
