from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.accounts.roles import Role
from training.models.enrolment import Enrolment
from training.models.session import Meeting, Session


class MeetingLogQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Organisers, and the trainer of the session."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.ORGANISER, Role.ADMINISTRATOR):
            return self
        return self.filter(meeting__session__in=Session.objects.taught_by(user).values("pk"))


class MeetingLog(models.Model):
    """The list of who joined, as a tool for online meetings wrote it; applied once a person confirmed it."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="logs")
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64)
    is_cut = models.BooleanField(_("only its beginning was read"), default=False)
    unread_lines = models.PositiveIntegerField(_("lines that could not be read"), default=0)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    taken_at = models.DateTimeField(_("taken at"), default=timezone.now)
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)

    objects = MeetingLogQuerySet.as_manager()

    class Meta:
        verbose_name = _("log of a meeting")
        verbose_name_plural = _("logs of meetings")
        ordering = ["-taken_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("training:meeting_log", args=[self.meeting.session_id, self.pk])

    @property
    def is_early(self) -> bool:
        """Taken while the meeting still ran: whoever is missing may yet have come."""
        return self.taken_at < self.meeting.ends_at


class MeetingLogLine(models.Model):
    """One person of a log, with the minutes of all their joins together, and whom it was taken for."""

    class Match(models.TextChoices):
        EMAIL = "email", pgettext_lazy("match", "same e-mail address")
        NAME = "name", pgettext_lazy("match", "same name")
        UNSURE = "unsure", pgettext_lazy("match", "similar name")
        NONE = "none", pgettext_lazy("match", "nobody found")
        PERSON = "person", pgettext_lazy("match", "chosen by a person")

    log = models.ForeignKey(MeetingLog, models.CASCADE, related_name="lines")
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.CharField(_("e-mail"), max_length=254, blank=True)
    # Stays in seconds from the beginning; where the log says only how long, the seconds.
    spans = models.JSONField(default=list)
    seconds = models.PositiveIntegerField(default=0)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    joins = models.PositiveSmallIntegerField(_("joins"), default=1)
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, null=True, blank=True, related_name="log_lines"
    )
    match = models.CharField(max_length=6, choices=Match, default=Match.NONE)

    class Meta:
        verbose_name = _("line of a log")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.name or self.email}: {self.minutes}"
