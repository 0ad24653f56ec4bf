"""One change made to many tickets, ticket by ticket, and the way back."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.due import DueQuerySet, DueWork
from helpdesk.models.event import TicketEvent
from helpdesk.models.ticket import Ticket


class BulkChangeQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """One's own."""
        return self.filter(by=user.pk)


class BulkChange(models.Model):
    """What one person did to many tickets at once; `undoes` names the change it takes back."""

    class What(models.TextChoices):
        ASSIGN = "assign", pgettext_lazy("bulk change", "Agent")
        QUEUE = "queue", pgettext_lazy("bulk change", "Queue")
        STATUS = "status", pgettext_lazy("bulk change", "Status")
        PRIORITY = "priority", pgettext_lazy("bulk change", "Priority")
        TAG = "tag", pgettext_lazy("bulk change", "Put a tag")
        UNTAG = "untag", pgettext_lazy("bulk change", "Take a tag off")

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bulk_changes")
    what = models.CharField(_("what"), max_length=10, choices=What)
    # Key of an agent, a queue or a tag, a status or a priority; empty: nobody.
    value = models.CharField(_("new value"), max_length=40, blank=True)
    undoes = models.OneToOneField(
        "self", models.CASCADE, null=True, blank=True, related_name="undone_by"
    )
    at = models.DateTimeField(_("at"), default=timezone.now)

    objects = BulkChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of many tickets")
        verbose_name_plural = _("changes of many tickets")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.what}: {self.value}"


class BulkItem(DueWork):
    """One ticket of a bulk change. Parked: refused, with the reason."""

    objects = DueQuerySet.as_manager()

    change = models.ForeignKey(BulkChange, models.CASCADE, related_name="items")
    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="+")
    # How the ticket stood before, and the last event of its history after: undoing needs both.
    before = models.JSONField(default=dict, blank=True)
    last_event = models.ForeignKey(
        TicketEvent, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta(DueWork.Meta):
        verbose_name = _("ticket of a bulk change")
        verbose_name_plural = _("tickets of bulk changes")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["change", "ticket"], name="helpdesk_bulkitem_ticket_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.change_id}: {self.ticket_id}"
