import re

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from stdnum.pl import pesel
from wagtail.models import Orderable

from knowledge.models.localised import localised
from training.models.asked import LONGEST, Asked

ELEVEN_DIGITS = re.compile(r"(?<!\d)\d{11}(?!\d)")


def holds_pesel(text: str) -> bool:
    return any(pesel.is_valid(digits) for digits in ELEVEN_DIGITS.findall(text))


class FundingSource(ClusterableModel):
    """Who pays for training, and what they may ask of those who take part: data, never a rule in code."""

    name = models.CharField(_("name"), max_length=150, unique=True)
    programme = models.CharField(_("programme of funding"), max_length=200, blank=True)
    project_number = models.CharField(_("number of the project"), max_length=80, blank=True)
    notice_pl = models.TextField(
        _("notice to participants (Polish)"),
        help_text=_("Who gets the data, what for, and what rights people have."),
    )
    notice_en = models.TextField(_("notice to participants (English)"), blank=True)
    legal_ground = models.CharField(
        _("legal ground"),
        max_length=300,
        help_text=_("The provision or agreement by which the data is collected."),
    )
    kept_months = models.PositiveSmallIntegerField(
        _("months for which the data is kept after the session"),
        validators=[MinValueValidator(1), MaxValueValidator(180)],
    )

    notice = localised("notice")

    class Meta:
        verbose_name = _("source of funding")
        verbose_name_plural = _("sources of funding")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class FundingField(Orderable, Asked):
    """One thing the funder asks of each participant."""

    source = ParentalKey(FundingSource, related_name="fields")
    may_refuse = models.BooleanField(
        _("may be refused"),
        default=True,
        help_text=_(
            "Untick only where the law or the agreement makes it a condition of taking part."
        ),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("field of a source of funding")
        verbose_name_plural = _("fields of a source of funding")

    @property
    def is_required(self) -> bool:
        return not self.may_refuse

    def clean(self) -> None:
        super().clean()
        for name in ("label_pl", "label_en", "choices_pl", "choices_en"):
            if "pesel" in getattr(self, name).lower():
                raise ValidationError({name: _("PESEL numbers are not collected here.")})


class Funded(models.Model):
    """Paid for by somebody who wants a report; most sessions are not."""

    funding = models.ForeignKey(
        FundingSource,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("source of funding"),
        help_text=_("Participants are then asked for the data of this source."),
    )

    class Meta:
        abstract = True


class FundingStatement(models.Model):
    """One participant has looked at the funder's questions; what has no answer here was refused."""

    enrolment = models.OneToOneField(
        "training.Enrolment", models.CASCADE, related_name="funding_statement"
    )
    source = models.ForeignKey(FundingSource, models.PROTECT, related_name="statements")
    given_at = models.DateTimeField(_("given at"), default=timezone.now)

    class Meta:
        verbose_name = _("data for a source of funding")
        verbose_name_plural = _("data for sources of funding")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.source}"


class FundingAnswer(models.Model):
    """What one participant said to one field; gone when the time of the source is over."""

    statement = models.ForeignKey(FundingStatement, models.CASCADE, related_name="answers")
    field = models.ForeignKey(FundingField, models.PROTECT, related_name="answers")
    value = models.CharField(max_length=LONGEST)

    class Meta:
        verbose_name = _("answer for a source of funding")
        verbose_name_plural = _("answers for sources of funding")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "field"], name="training_fundinganswer_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.words}"

    @property
    def words(self) -> str:
        """The answer as people read it."""
        return str(dict(self.field.options).get(self.value, self.value))
