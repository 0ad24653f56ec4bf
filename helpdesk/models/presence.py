from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from helpdesk.models.ticket import Ticket


class Presence(models.Model):
    """Who among the agents has a ticket open; renewed by the open page, forgotten within a day."""

    class State(models.TextChoices):
        LOOKING = "looking", pgettext_lazy("presence", "reads it too")
        TYPING = "typing", pgettext_lazy("presence", "is typing")
        LEFT = "left", pgettext_lazy("presence", "left")

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=State)
    seen_at = models.DateTimeField(_("seen at"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [
            models.UniqueConstraint(fields=["ticket", "user"], name="helpdesk_presence_once")
        ]
        # What changed since the readers of open pages last looked.
        indexes = [models.Index(fields=["changed_at"])]

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.user_id} {self.state}"
