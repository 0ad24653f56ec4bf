from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from training.codes import meeting_code
from training.models.enrolment import Enrolment
from training.models.session import Meeting, Session


class ScanQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Whoever may see an enrolment may see when its code was read."""
        return self.filter(enrolment__in=Enrolment.objects.visible_to(user, at).values("pk"))

    def to_look_at(self) -> Self:
        """Those that changed nothing though somebody stood at the door."""
        unsettled = (Scan.Outcome.OTHERWISE, Scan.Outcome.ELSEWHERE, Scan.Outcome.CLOSED)
        return self.filter(outcome__in=unsettled)


class Scan(models.Model):
    """A code read or typed at the door of a meeting, and what came of it.

    `client_id` is given by the device at the moment of the scan: the same scan sent again, by a device
    that was without network, finds this row and changes nothing.
    """

    class Outcome(models.TextChoices):
        RECORDED = "recorded", pgettext_lazy("scan", "present")
        AGAIN = "again", pgettext_lazy("scan", "was here already")
        OTHERWISE = "otherwise", pgettext_lazy("scan", "the list says otherwise")
        NO_PLACE = "no_place", pgettext_lazy("scan", "no place in this session")
        UNKNOWN = "unknown", pgettext_lazy("scan", "unknown code")
        NOT_NOW = "not_now", pgettext_lazy("scan", "not at the time of the meeting")
        ELSEWHERE = "elsewhere", pgettext_lazy("scan", "has a place online, not on site")
        CLOSED = "closed", pgettext_lazy("scan", "attendance is closed")

    client_id = models.UUIDField(unique=True)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="scans")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, null=True, related_name="scans")
    outcome = models.CharField(max_length=9, choices=Outcome)
    scanned_at = models.DateTimeField(_("scanned at"))
    received_at = models.DateTimeField(_("received at"), default=timezone.now)
    scanned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ScanQuerySet.as_manager()

    class Meta:
        verbose_name = _("scan at the door")
        verbose_name_plural = _("scans at the door")
        ordering = ["-scanned_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="unknown") | Q(enrolment__isnull=False),
                name="training_scan_of_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.outcome}"


class MeetingCodeQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Those who show it: organisers' and trainers' sessions."""
        return self.filter(meeting__session__in=Session.objects.visible_to(user, at).values("pk"))

    def open(self, at: datetime) -> Self:
        return self.filter(shown_at__lte=at, until__gt=at)


class MeetingCode(models.Model):
    """A code shown in an online meeting for some minutes; whoever types it in was there."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="codes")
    code = models.CharField(max_length=6, default=meeting_code, editable=False)
    shown_at = models.DateTimeField(_("shown at"), default=timezone.now)
    until = models.DateTimeField(_("can be typed in until"))
    shown_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = MeetingCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("code of a meeting")
        verbose_name_plural = _("codes of meetings")
        ordering = ["-shown_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.code}"


class CodeAnswer(models.Model):
    """What somebody answered to a code: the code itself, a wrong one, or why they cannot type it."""

    class Kind(models.TextChoices):
        RIGHT = "right", pgettext_lazy("code", "right")
        WRONG = "wrong", pgettext_lazy("code", "wrong")
        CANNOT = "cannot", pgettext_lazy("code", "cannot type it in")

    code = models.ForeignKey(MeetingCode, models.CASCADE, related_name="answers")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="code_answers")
    kind = models.CharField(max_length=6, choices=Kind)
    note = models.CharField(_("what is in the way"), max_length=250, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("answer to a code")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.kind}"
