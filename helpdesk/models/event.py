from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.accounts.models import Organisation
from helpdesk.models.message import Message
from helpdesk.models.ticket import Ticket


class TicketEventQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Events of visible tickets; what concerns notes only for those who answer the ticket."""
        visible = Ticket.objects.visible_to(user, at).values("pk")
        served = Ticket.objects.served_by(user).values("pk")
        internal = Q(verb=TicketEvent.Verb.NOTED)
        return self.filter((~internal & Q(ticket__in=visible)) | (internal & Q(ticket__in=served)))


class TicketEvent(models.Model):
    """The history of a ticket, append-only; open pages, deadlines and reports are read from it."""

    class Verb(models.TextChoices):
        OPENED = "opened", pgettext_lazy("event", "opened")
        REPLIED = "replied", pgettext_lazy("event", "replied")
        NOTED = "noted", pgettext_lazy("event", "noted")
        STATUS = "status", pgettext_lazy("event", "changed the status")
        ASSIGNED = "assigned", pgettext_lazy("event", "assigned")
        MOVED = "moved", pgettext_lazy("event", "moved to another queue")
        PRIORITY = "priority", pgettext_lazy("event", "changed the priority")
        SHARED = "shared", pgettext_lazy("event", "changed who sees it")

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="events")
    # Null: the system itself, or a mail of somebody without an account.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    verb = models.CharField(pgettext_lazy("event", "what"), max_length=10, choices=Verb)
    # A status, priority, address of a queue, or key of an agent; empty where there is none.
    from_value = models.CharField(pgettext_lazy("event", "from"), max_length=100, blank=True)
    to_value = models.CharField(pgettext_lazy("event", "to"), max_length=100, blank=True)
    message = models.ForeignKey(
        Message, models.CASCADE, null=True, blank=True, related_name="events"
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Whether the clock stands after this event: deadlines are recomputed from it.
    is_clock_paused = models.BooleanField(default=False)
    at = models.DateTimeField(pgettext_lazy("event", "at"), default=timezone.now)

    objects = TicketEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event of a ticket")
        verbose_name_plural = _("history of tickets")
        ordering = ["pk"]
        indexes = [models.Index(fields=["ticket", "id"])]  # the history of one ticket

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.verb} {self.from_value} → {self.to_value}"
