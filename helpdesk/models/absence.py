from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.accounts.roles import Role


class AbsenceQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def current(self, day: date) -> Self:
        """Those that last or are still to come."""
        return self.filter(ends_on__gte=day)

    def deputy_of(self, user, day: date):
        """Who stands in for `user` on `day`; None when they are there, or nobody was named."""
        away = self.on(day).filter(user=user).select_related("deputy").first()
        return away.deputy if away else None

    def visible_to(self, user) -> Self:
        """One's own; all of them for those who run the queues."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.has_role(Role.SUPERVISOR, Role.ADMINISTRATOR):
            return self
        return self.filter(user=user)


class Absence(models.Model):
    """Days on which an agent is away: no tickets are given out, the deputy hears in their place."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="absences", verbose_name=_("agent")
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("deputy"),
    )
    starts_on = models.DateField(_("first day away"))
    ends_on = models.DateField(_("last day away"))

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["starts_on", "pk"]
        indexes = [models.Index(fields=["user", "ends_on"])]  # who is away when a ticket comes
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="helpdesk_absence_ends_after_it_starts",
                violation_error_message=_("The last day cannot be before the first."),
            ),
            models.CheckConstraint(
                condition=Q(deputy=None) | ~Q(deputy=F("user")),
                name="helpdesk_absence_deputy_is_another",
                violation_error_message=_("Nobody is their own deputy."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.starts_on:%d.%m.%Y}–{self.ends_on:%d.%m.%Y}"
