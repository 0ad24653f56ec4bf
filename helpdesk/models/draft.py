from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT_FOR = timedelta(days=60)


class DraftQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        return self.filter(user=user) if user.is_authenticated else self.none()


class Draft(models.Model):
    """What a person began to write in one form and has not sent: the same on every device."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="ticket_drafts")
    # Which form: "new-question", "answer-PW-2026-000017".
    form = models.CharField(max_length=40)
    fields = models.JSONField(default=dict)  # names of fields and what was typed or chosen
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        indexes = [models.Index(fields=["changed_at"])]  # the daily removal of old ones
        constraints = [
            models.UniqueConstraint(fields=["user", "form"], name="helpdesk_draft_one_per_form")
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.changed_at:%Y-%m-%d %H:%M}"
