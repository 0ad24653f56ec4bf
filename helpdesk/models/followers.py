"""Who hears of a ticket besides its requester and its agent."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpdesk.models.message import Message
from helpdesk.models.ticket import Ticket


class WatcherQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """The office's people to all who read the ticket, agents to those who answer it."""
        visible = Ticket.objects.visible_to(user, at).values("pk")
        served = Ticket.objects.served_by(user).values("pk")
        return self.filter(Q(is_agent=False, ticket__in=visible) | Q(ticket__in=served))


class Watcher(models.Model):
    """A person who hears of every public answer, as long as they may read the ticket."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="watchers")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="watched_tickets"
    )
    # One of those who answer the ticket, who follows it at the desk.
    is_agent = models.BooleanField(default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)

    objects = WatcherQuerySet.as_manager()

    class Meta:
        verbose_name = _("person who follows a ticket")
        verbose_name_plural = _("people who follow tickets")
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["ticket", "user"], name="helpdesk_watcher_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} → {self.ticket_id}"


class Mention(models.Model):
    """An agent called by name in a note."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("mention in a note")
        verbose_name_plural = _("mentions in notes")
        constraints = [
            models.UniqueConstraint(fields=["message", "user"], name="helpdesk_mention_once")
        ]

    def __str__(self) -> str:
        return f"@{self.user}"


class CopyAddressQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Everybody who reads the ticket sees who gets copies of its answers."""
        return self.filter(ticket__in=Ticket.objects.visible_to(user, at).values("pk"))

    def active(self) -> Self:
        return self.filter(removed_at=None)


class CopyAddress(models.Model):
    """An address that gets public answers by mail and reads nothing else; added by an agent only."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="copy_addresses")
    address = models.EmailField(_("e-mail address"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = CopyAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("address for copies")
        verbose_name_plural = _("addresses for copies")
        ordering = ["added_at", "pk"]
        indexes = [models.Index(fields=["added_by", "added_at"])]  # the cap per agent and day
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "address"],
                condition=Q(removed_at=None),
                name="helpdesk_copyaddress_once",
                violation_error_message=_("This address already gets copies."),
            )
        ]

    def __str__(self) -> str:
        return self.address
