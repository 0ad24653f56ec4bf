from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.due import DueQuerySet, DueWork
from training.models.enrolment import Enrolment


class Approval(DueWork):
    """A supervisor is asked whether somebody may come; due when a reminder, a hold or the time ends."""

    class Outcome(models.TextChoices):
        OPEN = "open", pgettext_lazy("approval", "open")
        APPROVED = "approved", pgettext_lazy("approval", "approved")
        REFUSED = "refused", pgettext_lazy("approval", "refused")
        EXPIRED = "expired", pgettext_lazy("approval", "expired")
        WITHDRAWN = "withdrawn", pgettext_lazy("approval", "withdrawn")

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="approvals")
    supervisor_email = models.EmailField(_("e-mail of the supervisor"))
    stand_in_email = models.EmailField(_("e-mail of the stand-in"), blank=True)
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    remind_at = models.DateTimeField(_("to be reminded at"))
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    expires_at = models.DateTimeField(_("to be answered until"))
    outcome = models.CharField(_("outcome"), max_length=9, choices=Outcome, default=Outcome.OPEN)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.EmailField(_("decided by"), blank=True)

    objects = DueQuerySet.as_manager()

    class Meta(DueWork.Meta):
        verbose_name = _("approval by a supervisor")
        verbose_name_plural = _("approvals by supervisors")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(outcome="open"),
                name="training_approval_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.outcome}"

    def is_open(self, at: datetime) -> bool:
        return self.outcome == self.Outcome.OPEN and at < self.expires_at


class ApprovalLink(models.Model):
    """One mailed link: random, kept as a hash, good for one decision while its approval is open."""

    approval = models.ForeignKey(Approval, models.CASCADE, related_name="links")
    email = models.EmailField()
    token_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("link to an approval")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.approval_id}: {self.sent_at:%Y-%m-%d}"
