from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Organisation
from training.models.course import Course


class TrainingDutyQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Of the offices one looks after."""
        if not user.is_authenticated:
            return self.none()
        offices = Organisation.objects.coordinated_by(user).values("pk")
        return self.filter(organisation__in=offices)

    def in_force(self) -> Self:
        return self.filter(ended_at=None)


class TrainingDuty(models.Model):
    """An office asks its people to have taken a course by a day, and again when the certificate runs out."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    course = models.ForeignKey(
        Course, models.PROTECT, related_name="duties", verbose_name=_("course")
    )
    by_on = models.DateField(_("by when"))
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="+",
        verbose_name=_("who"),
        help_text=_("Nobody ticked means everybody of the office, also who joins later."),
    )
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    set_at = models.DateTimeField(_("set at"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = TrainingDutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("training an office requires")
        verbose_name_plural = _("training an office requires")
        ordering = ["by_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "course"],
                condition=Q(ended_at=None),
                name="training_duty_one_in_force",
                violation_error_message=_("The office already requires this course."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.course}: {self.by_on}"
