from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpdesk.models.ticket import Ticket
from knowledge.models import GuidancePage


class GuidanceDraftQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """For those who answer the ticket; readers of the page never learn where it came from."""
        return self.filter(ticket__in=Ticket.objects.served_by(user).values("pk"))


class GuidanceDraft(models.Model):
    """A piece of guidance that began as an answer: the tie between a ticket and a page."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="guidance_drafts")
    page = models.OneToOneField(GuidancePage, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("made at"), default=timezone.now)
    # The last row of `knowledge.Change` of which the agents of the ticket heard.
    last_change = models.PositiveBigIntegerField(default=0)

    objects = GuidanceDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("guidance made from an answer")
        verbose_name_plural = _("guidance made from answers")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.ticket.reference} → {self.page.title}"
