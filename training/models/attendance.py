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


class AttendanceQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Whoever may see an enrolment may see who was there."""
        return self.filter(enrolment__in=Enrolment.objects.visible_to(user, at).values("pk"))


class Attendance(models.Model):
    """One person at one meeting: how long, and how it is known. A correction is an event of the enrolment."""

    class Presence(models.TextChoices):
        WHOLE = "whole", pgettext_lazy("attendance", "present")
        PART = "part", pgettext_lazy("attendance", "in part")
        ABSENT = "absent", pgettext_lazy("attendance", "absent")

    class Source(models.TextChoices):
        LIST = "list", pgettext_lazy("attendance", "list of the trainer")
        CHECK_IN = "check_in", pgettext_lazy("attendance", "code read at the door")
        CODE = "code", pgettext_lazy("attendance", "code of the meeting")
        LOG = "log", pgettext_lazy("attendance", "log of the meeting")

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="attendance")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendance")
    presence = models.CharField(_("presence"), max_length=6, choices=Presence)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    source = models.CharField(_("source"), max_length=8, choices=Source, default=Source.LIST)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ["meeting__on", "meeting__starts", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "meeting"], name="training_attendance_once_a_meeting"
            ),
            models.CheckConstraint(
                condition=Q(presence="absent", minutes=0)
                | (~Q(presence="absent") & Q(minutes__gt=0)),
                name="training_attendance_minutes_fit",
                violation_error_message=_("Who was present has minutes, who was absent has none."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.get_presence_display()}"
