"""What was offered to people who were about to ask. No person and no word of theirs is kept."""

import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from helpdesk.models.queue import Kind

# Afterwards only the sums of a day remain.
SITTINGS_KEPT_FOR = timedelta(days=90)


class Sitting(models.Model):
    """One time that somebody sat before the form of a new ticket and was offered something."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    started_at = models.DateTimeField(default=timezone.now)
    # The person said that what was offered is enough.
    settled_at = models.DateTimeField(null=True, blank=True)
    # A ticket was sent all the same.
    asked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("sitting before the form")
        verbose_name_plural = _("sittings before the form")
        indexes = [models.Index(fields=["started_at"])]  # sums of a day, and their removal

    def __str__(self) -> str:
        return f"{self.kind} {self.started_at:%Y-%m-%d %H:%M}"


class OfferedItem(models.Model):
    """One thing that was offered in a sitting, and whether it was opened."""

    class Kind(models.TextChoices):
        KNOWLEDGE = "knowledge", pgettext_lazy("offer", "guidance, requirement or course")
        SYSTEM = "system", pgettext_lazy("offer", "known trouble of a system")
        TICKET = "ticket", pgettext_lazy("offer", "open ticket of the office")

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="items")
    kind = models.CharField(max_length=10, choices=Kind)
    key = models.CharField(max_length=100)  # of the search index: `knowledge.guidancepage.5`
    url = models.CharField(max_length=300)  # a page of this site
    shown_at = models.DateTimeField(default=timezone.now)
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("offered page")
        verbose_name_plural = _("offered pages")
        constraints = [
            models.UniqueConstraint(fields=["sitting", "key"], name="helpdesk_offereditem_once")
        ]

    def __str__(self) -> str:
        return self.key


class OfferDay(models.Model):
    """The sums of one day, written when its sittings are removed; read by `helpdesk.deflection`."""

    on = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind)
    shown = models.PositiveIntegerField(default=0)
    opened = models.PositiveIntegerField(default=0)
    asked = models.PositiveIntegerField(default=0)
    deflected = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("offers of a day")
        verbose_name_plural = _("offers by day")
        constraints = [
            models.UniqueConstraint(fields=["on", "kind"], name="helpdesk_offerday_once")
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.kind}"
