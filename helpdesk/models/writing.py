"""What an agent has said and may still take back."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from foundation.due import DueQuerySet, DueWork
from foundation.files.models import StoredFile
from helpdesk import markdown
from helpdesk.models.ticket import Status, Ticket


class UnsentReplyQuerySet(DueQuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Those who answer the ticket see it; its requester does not, until it is sent."""
        return self.filter(ticket__in=Ticket.objects.served_by(user).values("pk"))


class UnsentReply(DueWork):
    """A reply that is sent when `next_try_at` comes; until then its author may take it back.

    Parked: the ticket went on meanwhile, or the right ended; the author decides what becomes of it.
    """

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="unsent_replies")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="unsent_replies"
    )
    body = models.TextField(_("text"))
    files = models.ManyToManyField(StoredFile, blank=True, related_name="+")
    citations = models.JSONField(_("sources"), default=list, blank=True)
    # The state of the ticket that the author saw, and where the ticket goes with the reply.
    version = models.PositiveIntegerField()
    status = models.CharField(_("status"), max_length=10, choices=Status, blank=True)
    written_at = models.DateTimeField(_("written at"), default=timezone.now)

    objects = UnsentReplyQuerySet.as_manager()

    class Meta(DueWork.Meta):
        verbose_name = _("reply not sent yet")
        verbose_name_plural = _("replies not sent yet")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket"],
                condition=Q(state="due"),
                name="helpdesk_unsentreply_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.author_id}"

    @property
    def html(self) -> SafeString:
        return markdown.render(self.body)
