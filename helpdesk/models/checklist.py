from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from helpdesk.models.ticket import Ticket


class ChecklistQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """The desk's own list: read by those who may answer the ticket."""
        return self.filter(ticket__in=Ticket.objects.served_by(user).values("pk"))


class ChecklistItem(models.Model):
    """One thing to do before a ticket is done; ticked by agents."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="checklist")
    text = models.CharField(_("what to do"), max_length=200)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ChecklistQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of a checklist")
        verbose_name_plural = _("items of checklists")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def is_done(self) -> bool:
        return self.done_at is not None
