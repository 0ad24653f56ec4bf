from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.due import DueWork
from helpdesk.models.message import Message
from helpdesk.models.ticket import Status, Ticket


class BroadcastQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """For those who answer the ticket from which it goes out."""
        return self.filter(parent__in=Ticket.objects.served_by(user).values("pk"))

    def with_progress(self) -> Self:
        """How many copies there are, how many went out and how many are set aside, in one query."""
        state = BroadcastStep.State
        return self.annotate(
            total=Count("steps"),
            done=Count("steps", filter=Q(steps__state=state.DONE)),
            parked=Count("steps", filter=Q(steps__state=state.PARKED)),
        )


class Broadcast(models.Model):
    """One answer, or one status, that goes from a ticket to all that are a part of it."""

    parent = models.ForeignKey(Ticket, models.CASCADE, related_name="broadcasts")
    # The answer in the parent whose words and files are copied; null where only the status goes on.
    message = models.OneToOneField(
        Message, models.CASCADE, null=True, blank=True, related_name="broadcast"
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("ordered at"), default=timezone.now)

    objects = BroadcastQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer to many offices")
        verbose_name_plural = _("answers to many offices")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.parent.reference}: {self.at:%Y-%m-%d %H:%M}"

    @property
    def is_going(self) -> bool:
        """Whether copies still wait; of a row read `with_progress`."""
        return self.done + self.parked < self.total

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """Why copies are set aside, and how many of each."""
        parked = self.steps.parked().order_by("reason").values_list("reason")
        return list(parked.annotate(count=Count("pk")))


class BroadcastStep(DueWork):
    """The copy for one ticket; done in the transaction that writes it, so never twice."""

    broadcast = models.ForeignKey(Broadcast, models.CASCADE, related_name="steps")
    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="+")
    message = models.OneToOneField(
        Message, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta(DueWork.Meta):
        verbose_name = _("copy of an answer")
        verbose_name_plural = _("copies of answers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["broadcast", "ticket"], name="helpdesk_broadcaststep_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.broadcast_id} → {self.ticket_id}: {self.state}"
