from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.accounts.models.organisation import Organisation


class MandateQuerySet(models.QuerySet):
    def in_force(self, on: date) -> Self:
        return self.filter(
            Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on, ended_at=None
        )

    def current(self, on: date) -> Self:
        """In force or still to come."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=on), ended_at=None)

    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Those that lend a right to, or take it from, an office the person looks after."""
        offices = Organisation.objects.coordinated_by(user).values("pk")
        return self.filter(Q(serving__in=offices) | Q(served__in=offices))

    def for_scope(self, scope: str) -> Self:
        """Those that lend the right to act in `scope`."""
        return self.filter(scope__in=[scope, Mandate.Scope.ALL])


class Mandate(models.Model):
    """Leave of one organisation (serving) to act for another (served): a CUW, or a contractor."""

    class Scope(models.TextChoices):
        HELPDESK = "helpdesk", _("tickets")
        TRAINING = "training", _("training")
        ALL = "all", _("everything")

    serving = models.ForeignKey(
        Organisation, models.PROTECT, related_name="mandates_given_to", verbose_name=_("serving")
    )
    served = models.ForeignKey(
        Organisation, models.PROTECT, related_name="mandates_given", verbose_name=_("served")
    )
    legal_basis = models.CharField(_("legal basis"), max_length=300)
    scope = models.CharField(_("scope"), max_length=10, choices=Scope, default=Scope.ALL)
    valid_from = models.DateField(pgettext_lazy("period", "from"))
    valid_to = models.DateField(pgettext_lazy("period", "to"), null=True, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering = ["served__name", "valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(serving=models.F("served")),
                name="accounts_mandate_two_organisations",
                violation_error_message=_("An organisation needs no mandate for itself."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                name="accounts_mandate_ends_after_start",
                violation_error_message=_("The end comes before the start."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.serving} → {self.served}"
