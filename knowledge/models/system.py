from datetime import datetime
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from foundation.accounts.models import Organisation
from foundation.folding import FoldedField
from knowledge.models.localised import localised


class SystemQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """The register is public."""
        return self

    def with_difficulties(self) -> Self:
        """What the home page warns of."""
        return self.exclude(state__in=(System.State.OPERATIONAL, System.State.RETIRED))


class System(ClusterableModel):
    """A system that offices work with; tickets, status, guidance and projects refer to it."""

    class Level(models.TextChoices):
        CENTRAL = "central", _("central")
        REGIONAL = "regional", _("regional")
        LOCAL = "local", _("local")

    class State(models.TextChoices):
        OPERATIONAL = "operational", _("works")
        DEGRADED = "degraded", _("works with difficulties")
        DOWN = "down", _("does not work")
        MAINTENANCE = "maintenance", _("maintenance")
        RETIRED = "retired", _("withdrawn")

    slug = models.SlugField(_("address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    sorted_name = FoldedField(sources=("name",))
    summary_pl = models.TextField(_("what it is for (Polish)"))
    summary_en = models.TextField(_("what it is for (English)"), blank=True)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.OPERATIONAL)
    state_note_pl = models.CharField(_("about the state (Polish)"), max_length=250, blank=True)
    state_note_en = models.CharField(_("about the state (English)"), max_length=250, blank=True)
    owner_name = models.CharField(_("owner"), max_length=200)
    owner = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_systems",
        verbose_name=_("owner in the register"),
    )
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    contact_url = models.URLField(_("contact page"), blank=True)
    state_at = models.DateTimeField(_("state since"), default=timezone.now)

    objects = SystemQuerySet.as_manager()

    class Meta:
        verbose_name = _("system")
        verbose_name_plural = _("systems")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("knowledge:system", args=[self.slug])

    summary = localised("summary")
    state_note = localised("state_note")


class SystemConnection(models.Model):
    """One system passes something to another."""

    source = ParentalKey(System, on_delete=models.CASCADE, related_name="connections_out")
    target = models.ForeignKey(
        System, models.CASCADE, related_name="connections_in", verbose_name=_("to which system")
    )
    what_pl = models.CharField(_("what passes (Polish)"), max_length=200)
    what_en = models.CharField(_("what passes (English)"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("connection")
        verbose_name_plural = _("connections")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "target"], name="knowledge_systemconnection_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"

    what = localised("what")


class SystemResponsibility(Orderable):
    """Who answers for what about a system, at which level: whom to turn to with which matter."""

    system = ParentalKey(System, on_delete=models.CASCADE, related_name="responsibilities")
    level = models.CharField(_("level"), max_length=10, choices=System.Level)
    who_pl = models.CharField(_("who (Polish)"), max_length=200)
    who_en = models.CharField(_("who (English)"), max_length=200, blank=True)
    what_pl = models.CharField(_("answers for what (Polish)"), max_length=250)
    what_en = models.CharField(_("answers for what (English)"), max_length=250, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")

    def __str__(self) -> str:
        return f"{self.get_level_display()}: {self.who}"

    who = localised("who")
    what = localised("what")
