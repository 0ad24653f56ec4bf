from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from training.models.enrolment import Enrolment
from training.models.session import Meeting


class ObjectionQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        return self.filter(enrolment__in=Enrolment.objects.visible_to(user, at).values("pk"))

    def open(self) -> Self:
        return self.filter(state=Objection.State.OPEN)


class Objection(models.Model):
    """A participant says that their minutes at a meeting are wrong; an organiser or the trainer decides."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("objection", "waits for a decision")
        ACCEPTED = "accepted", pgettext_lazy("objection", "minutes corrected")
        REFUSED = "refused", pgettext_lazy("objection", "minutes stay")

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="objections")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="objections")
    words = models.TextField(_("what is wrong"), max_length=1000)
    minutes_before = models.PositiveSmallIntegerField(_("minutes before"))
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection to attendance")
        verbose_name_plural = _("objections to attendance")
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "meeting"],
                condition=Q(state="open"),
                name="training_objection_one_open",
                violation_error_message=_("Your objection is already waiting for a decision."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.state}"
