from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.folding import FoldedField
from knowledge.models.localised import localised
from knowledge.models.standard import WRITERS
from knowledge.models.system import System


class SolutionQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Published ones; drafts only for those who write."""
        writes = user.is_authenticated and user.has_role(*WRITERS)
        return self if writes else self.filter(is_published=True)

    def for_list(self) -> Self:
        """With the system, and how many active offices say that they work with it."""
        is_active = Q(system__uses__organisation__is_active=True)
        offices = Count("system__uses", filter=is_active)
        return (
            self.select_related("system").annotate(offices=offices).order_by("sorted_title", "pk")
        )


class Solution(models.Model):
    """Something an office can join instead of buying it: what it is, for whom, at what cost, and how."""

    slug = models.SlugField(_("address"), unique=True)
    title_pl = models.CharField(_("title (Polish)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=200, blank=True)
    sorted_title = FoldedField(sources=("title_pl",))
    # Who uses it, its state and its owner are those of the system in the register.
    system = models.ForeignKey(
        System, models.PROTECT, related_name="solutions", verbose_name=_("system in the register")
    )
    summary_pl = models.TextField(_("in short (Polish)"), max_length=500)
    summary_en = models.TextField(_("in short (English)"), max_length=500, blank=True)
    for_whom_pl = models.TextField(_("for whom (Polish)"), max_length=1000)
    for_whom_en = models.TextField(_("for whom (English)"), max_length=1000, blank=True)
    conditions_pl = models.TextField(_("conditions (Polish)"), max_length=3000, blank=True)
    conditions_en = models.TextField(_("conditions (English)"), max_length=3000, blank=True)
    cost_pl = models.TextField(_("cost (Polish)"), max_length=1000)
    cost_en = models.TextField(_("cost (English)"), max_length=1000, blank=True)
    joining_pl = models.TextField(
        _("how to join (Polish)"), max_length=3000, help_text=_("One step a line.")
    )
    joining_en = models.TextField(_("how to join (English)"), max_length=3000, blank=True)
    url = models.URLField(_("page of the solution"), blank=True)
    is_published = models.BooleanField(_("published"), default=False)

    objects = SolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("ready-to-use solution")
        verbose_name_plural = _("ready-to-use solutions")
        ordering = ["sorted_title", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("knowledge:solution", args=[self.slug])

    title = localised("title")
    summary = localised("summary")
    for_whom = localised("for_whom")
    conditions = localised("conditions")
    cost = localised("cost")
    joining = localised("joining")

    @property
    def steps(self) -> list[str]:
        """How to join, step by step."""
        return [line.strip() for line in self.joining.splitlines() if line.strip()]
