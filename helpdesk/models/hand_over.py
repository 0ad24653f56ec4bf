from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpdesk.models.ticket import Ticket
from knowledge.models import System


class HandOverQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """For those who answer the ticket; its requester reads what an agent passes on."""
        return self.filter(ticket__in=Ticket.objects.served_by(user).values("pk"))

    def unanswered(self) -> Self:
        return self.filter(answered_at=None)


class HandOver(models.Model):
    """A ticket put before the owner of a system, who answers by mail; followed until the answer."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="hand_overs")
    system = models.ForeignKey(
        System, models.PROTECT, related_name="hand_overs", verbose_name=_("system")
    )
    # As they were when it was sent: the register may change.
    owner_name = models.CharField(_("owner"), max_length=200)
    contact_email = models.EmailField(_("contact e-mail"))
    subject = models.CharField(_("subject"), max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("agent")
    )
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        verbose_name = _("hand-over to the owner of a system")
        verbose_name_plural = _("hand-overs to owners of systems")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.ticket.reference} → {self.owner_name}"
