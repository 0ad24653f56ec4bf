from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Organisation
from knowledge.models.standard import StandardVersion
from knowledge.offices import offices_of, serving_of


class AssessmentQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Those of offices one may act for, and what such an office inherits from the one that serves it.

        Nobody else reads what an office thinks of itself, the staff of the support point included.
        """
        offices = offices_of(user, at)
        inherited = self.model.objects.filter(organisation__in=offices).values("inherits_from")
        return self.filter(
            Q(organisation__in=offices)
            | Q(pk__in=inherited, organisation__in=serving_of(offices, at))
        )

    def for_statistics(self, version: StandardVersion) -> Self:
        """Complete ones of active offices that say everything themselves: only ever counted, never shown."""
        with_open = self.model.objects.filter(version=version, ratings__result="")
        complete = self.filter(version=version, organisation__is_active=True)
        return complete.exclude(pk__in=with_open.values("pk"))

    def for_list(self) -> Self:
        """What names an assessment: whose it is, and of which version."""
        return self.select_related(
            "organisation__parent", "version__standard", "inherits_from__organisation"
        )


class Assessment(models.Model):
    """What an office says of itself against one version of a standard: „samoocena”."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("office")
    )
    version = models.ForeignKey(
        StandardVersion, models.PROTECT, related_name="+", verbose_name=_("version")
    )
    # The one of the version before, whose ratings were taken over where the text had not changed.
    carried_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="carried_to"
    )
    # The one of the office that serves this one: it counts where there is no rating of one's own.
    inherits_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="heirs"
    )
    started_at = models.DateTimeField(_("started at"), default=timezone.now)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("self-assessment")
        verbose_name_plural = _("self-assessments")
        ordering = ["organisation__name", "-started_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "version"],
                name="knowledge_assessment_once",
                violation_error_message=_("Your office has started with this version already."),
            ),
            models.CheckConstraint(
                condition=~Q(inherits_from=F("pk")), name="knowledge_assessment_not_own_heir"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("knowledge:assessment", args=[self.pk])
