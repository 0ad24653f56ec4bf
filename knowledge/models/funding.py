from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Organisation, Territory
from knowledge.models.checked import CheckedFact
from knowledge.models.localised import localised
from knowledge.models.solution import Solution
from knowledge.models.standard import WRITERS


class FundingCallQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Published ones; drafts only for those who write."""
        writes = user.is_authenticated and user.has_role(*WRITERS)
        return self if writes else self.filter(is_published=True)

    def not_over(self, on: date) -> Self:
        """Open on `on` or later."""
        return self.filter(Q(closes_on=None) | Q(closes_on__gte=on))

    def over(self, on: date) -> Self:
        return self.filter(closes_on__lt=on)

    def checked(self) -> Self:
        """Published ones whose facts a person has compared with the announcement."""
        return self.filter(is_published=True, checked_on__isnull=False)

    def in_place(self, terc: str) -> Self:
        """National ones, and those of the voivodeship of this code."""
        return self.filter(Q(place=None) | Q(place__terc=terc))


class FundingCall(CheckedFact):
    """A call for funding: which programme, who may apply, until when, how much, where."""

    title_pl = models.CharField(_("title (Polish)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=200, blank=True)
    programme = models.CharField(_("programme"), max_length=200)
    announced_by = models.CharField(_("who announces it"), max_length=200)
    summary_pl = models.TextField(_("for what (Polish)"), max_length=1000)
    summary_en = models.TextField(_("for what (English)"), max_length=1000, blank=True)
    who_pl = models.TextField(_("who may apply (Polish)"), max_length=1000)
    who_en = models.TextField(_("who may apply (English)"), max_length=1000, blank=True)
    # Empty: every kind of office.
    kinds = models.JSONField(_("kinds of offices"), default=list, blank=True)
    place = models.ForeignKey(
        Territory,
        models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to={"level": Territory.Level.VOIVODESHIP},
        related_name="+",
        verbose_name=_("voivodeship"),
        help_text=_("Empty: the whole country."),
    )
    opens_on = models.DateField(_("open from"))
    closes_on = models.DateField(_("open until"), null=True, blank=True)
    budget = models.DecimalField(
        _("budget of the call (PLN)"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    share_pl = models.CharField(_("how much of the cost (Polish)"), max_length=250, blank=True)
    share_en = models.CharField(_("how much of the cost (English)"), max_length=250, blank=True)
    solutions = models.ManyToManyField(
        Solution, blank=True, related_name="calls", verbose_name=_("solutions it can pay for")
    )
    url = models.URLField(_("announcement"))
    is_published = models.BooleanField(_("published"), default=False)

    objects = FundingCallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call for funding")
        verbose_name_plural = _("calls for funding")
        ordering = [F("closes_on").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on=None) | Q(closes_on__gte=F("opens_on")),
                name="knowledge_fundingcall_closes_after_opening",
                violation_error_message=_("The end comes before the start."),
            )
        ]
        indexes = [models.Index(fields=["closes_on"])]  # open calls, dates of an office

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("knowledge:funding_call", args=[self.pk])

    title = localised("title")
    summary = localised("summary")
    who = localised("who")
    share = localised("share")

    @property
    def standing(self) -> str:
        """Where it stands today: `coming`, `open` or `over`."""
        today = timezone.localdate()
        if self.closes_on and self.closes_on < today:
            return "over"
        return "coming" if self.opens_on > today else "open"

    def meets(self, office: Organisation) -> bool:
        """May an office of this kind apply?"""
        return not self.kinds or office.kind in self.kinds
