from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.files.models import StoredFile
from helpdesk.models.message import Message
from helpdesk.models.ticket import Ticket

KEPT_FOR = timedelta(days=60)


class DraftQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """One's own: of new tickets, and in tickets one still reads, at the desk still answers."""
        if not user.is_authenticated:
            return self.none()
        read = Q(ticket__in=Ticket.objects.visible_to(user, at).values("pk"))
        served = Q(ticket__in=Ticket.objects.served_by(user).values("pk"))
        at_desk = Q(form__in=Draft.OF_THE_DESK)
        return self.filter(Q(ticket=None) | (~at_desk & read) | (at_desk & served), user=user)

    def at_the_desk(self) -> Self:
        """What agents have begun; that it is there is told to others who answer the ticket."""
        return self.filter(form__in=Draft.OF_THE_DESK)


class Draft(models.Model):
    """What a person began to write in one form and has not sent: the same on every device."""

    ANSWER = "answer"
    OF_THE_DESK = (Message.Kind.REPLY, Message.Kind.NOTE)

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="ticket_drafts")
    # Null: of a new ticket.
    ticket = models.ForeignKey(Ticket, models.CASCADE, null=True, blank=True, related_name="drafts")
    # Which form: "new-question", in a ticket "answer", at the desk "reply" or "note".
    form = models.CharField(max_length=20)
    fields = models.JSONField(default=dict)  # names of fields and what was typed or chosen
    # Added while writing; each waits as an `Upload` until the message takes it.
    files = models.ManyToManyField(StoredFile, blank=True, related_name="+")
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        indexes = [models.Index(fields=["changed_at"])]  # the daily removal of old ones
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "user", "form"], name="helpdesk_draft_one_per_form"
            ),
            models.UniqueConstraint(
                fields=["user", "form"],
                condition=Q(ticket=None),
                name="helpdesk_draft_one_of_a_new_ticket",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.changed_at:%Y-%m-%d %H:%M}"

    @property
    def body(self) -> str:
        return str(self.fields.get("body", ""))

    @property
    def citations(self) -> Sequence[str]:
        return self.fields.get("citations", [])

    @property
    def initial(self) -> Mapping[str, object]:
        """What a form shows that goes on with it."""
        return {**self.fields, "uploads": [str(file.pk) for file in self.files.all()]}
