from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Mandate, Organisation


class ConcernedUnitQuerySet(models.QuerySet):
    def of(self, *offices: models.QuerySet) -> models.QuerySet:
        """Keys of the tickets that also concern one of these offices, for use inside a query."""
        rule = Q()
        for found in offices:
            rule |= Q(organisation__in=found)
        return self.filter(rule).values("ticket")


class ConcernedUnit(models.Model):
    """Another office that a ticket is also about: one CUW asks for three schools at once."""

    ticket = models.ForeignKey("helpdesk.Ticket", models.CASCADE, related_name="units")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("office")
    )
    # In what right the requester spoke for it when it was added; null: as its own member.
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ConcernedUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("office concerned")
        verbose_name_plural = _("offices concerned")
        ordering = ["organisation__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "organisation"],
                name="helpdesk_concernedunit_once",
                violation_error_message=_("The ticket already concerns this office."),
            )
        ]
        indexes = [models.Index(fields=["organisation", "ticket"])]  # the reading rule

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.organisation}"
