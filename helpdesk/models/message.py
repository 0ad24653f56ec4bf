from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Organisation
from foundation.files.models import StoredFile
from helpdesk.models.conversation import readable
from helpdesk.models.ticket import Channel, Ticket


class MessageQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Public replies of visible tickets; all the rest only for those who answer the ticket."""
        return readable(self, user, at, internal=~Q(kind=Message.Kind.REPLY))

    def public(self) -> Self:
        return self.filter(kind=Message.Kind.REPLY)


class Message(models.Model):
    """What somebody wrote in a ticket: a public reply or an internal note. Never edited."""

    class Kind(models.TextChoices):
        REPLY = "reply", _("reply")
        NOTE = "note", _("internal note")
        # Between us and the owner of a system; the requester reads what an agent passes on.
        OWNER = "owner", _("correspondence with the owner of a system")

    class SenderGrade(models.TextChoices):
        """How sure we are of a mail's sender."""

        SIGNED = "signed", _("sender confirmed by the reply address")
        DOMAIN = "domain", _("mail domain of the office confirmed")
        UNVERIFIED = "unverified", _("sender not confirmed")

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="messages")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.REPLY)
    # Null: a mail of somebody without an account; then the name and address say who.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="ticket_messages",
        verbose_name=_("author"),
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_from_staff = models.BooleanField(_("from the support point"), default=False)
    sender_name = models.CharField(_("sender's name"), max_length=200, blank=True)
    sender_email = models.EmailField(_("sender's address"), blank=True)
    sender_grade = models.CharField(
        _("certainty of the sender"), max_length=12, choices=SenderGrade, blank=True
    )
    channel = models.CharField(
        pgettext_lazy("ticket", "channel"), max_length=10, choices=Channel, default=Channel.WEB
    )
    body = models.TextField(_("text"))  # Markdown, as written
    # Of the mail it came from, with its angle brackets; threading answers to it.
    message_id = models.CharField("Message-ID", max_length=250, blank=True)
    created_at = models.DateTimeField(_("written at"), default=timezone.now)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["ticket", "created_at"]),  # the conversation
            # Threading of incoming mail by In-Reply-To.
            models.Index(
                fields=["message_id"], condition=~Q(message_id=""), name="helpdesk_message_mid"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket.reference} #{self.pk}"

    @property
    def is_internal(self) -> bool:
        """Whether the requester must never read it."""
        return self.kind != self.Kind.REPLY

    @property
    def is_note(self) -> bool:
        return self.kind == self.Kind.NOTE

    @property
    def author_name(self) -> str:
        if self.author:
            return str(self.author)
        return self.sender_name or self.sender_email or gettext("a person without an account")

    @property
    def initials(self) -> str:
        return "".join(part[0] for part in self.author_name.split()[:2]).upper()


class AttachmentQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        return self.filter(message__in=Message.objects.visible_to(user, at).values("pk"))


class Attachment(models.Model):
    """A file sent with a message."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    # A file sent to many offices is stored once and read by whoever may read one of its messages.
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="ticket_attachments")

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a message")
        verbose_name_plural = _("files of messages")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["message", "file"], name="helpdesk_attachment_once_a_message"
            )
        ]

    def __str__(self) -> str:
        return self.file.name

    @property
    def url(self) -> str:
        """Where it is downloaded; empty for a file that nobody gets, or not yet."""
        return reverse("files:download", args=[self.file_id]) if self.file.is_served else ""

    @property
    def state_label(self) -> str:
        return self.file.state_label
