from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Change(models.Model):
    """Append-only: what the floors above must hear of; their sweeps read it by id."""

    class Verb(models.TextChoices):
        REQUIREMENT_CHANGED = "requirement_changed", _("requirement changed")
        PROVISION_CHANGED = "provision_changed", _("provision changed")
        SYSTEM_STATE = "system_state", _("state of a system changed")
        PAGE_CHANGED = "page_changed", _("page changed")

    verb = models.CharField(max_length=24, choices=Verb)
    # Exactly one subject, by its kind and key: "requirement", "provision", "system" or "page".
    subject_kind = models.CharField(max_length=20)
    subject_id = models.PositiveBigIntegerField()
    note = models.CharField(max_length=250, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["pk"]
        indexes = [models.Index(fields=["subject_kind", "subject_id"])]  # history of a subject

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}: {self.verb}"
