from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.roles import Role
from foundation.due import DueQuerySet, DueWork
from helpdesk.models.mailbox import Mailbox
from helpdesk.models.message import Message
from helpdesk.models.ticket import Ticket


class Outcome(models.TextChoices):
    """What became of a mail; the values stand in reports."""

    TICKET = "ticket", _("new ticket")
    FOLLOW_UP = "follow-up", _("message in a ticket")
    OWNER = "owner", _("answer of the owner of a system")
    BOUNCE = "bounce", _("delivery report")
    AUTO_REPLY = "auto-reply", _("automatic message")
    PARKED = "parked", _("waits for a decision")
    DISCARDED = "discarded", _("discarded")


class Why(models.TextChoices):
    """Why a mail became what it became."""

    OWN = "own", _("Our own message came back.")
    OUR_MAIL_FAILED = "our-mail-failed", _("A message of ours was not delivered.")
    FOREIGN_REPORT = "foreign-report", _("The report names no message of ours.")
    AUTOMATIC = "automatic", _("An automatic message: recorded, never answered.")
    LIST = "list", _("A message of a mailing list: recorded, never answered.")
    AMBIGUOUS = "ambiguous", _("The message names no sender, or several.")
    UNKNOWN = "unknown", _("The sender has no account.")
    UNPROVEN = "unproven", _("Nothing proves that the message comes from the person it names.")
    SOMEBODY_ELSE = "somebody-else", _("The reply address was given to another person.")
    STAFF = "staff", _("The sender answers this ticket as staff. Staff write at the desk only.")
    NO_ACCESS = "no-access", _("The sender may not read this ticket, or no longer.")
    NO_OFFICE = "no-office", _("The sender acts for no office.")
    SEVERAL_OFFICES = "several-offices", _("The sender acts for several offices. Choose one.")
    TOO_MANY = "too-many", _("Too many messages from this address within an hour.")
    OVER_LIMIT = "over-limit", _("The message is too large or too complicated.")
    UNREADABLE = "unreadable", _("The message could not be read.")
    REFUSED = "refused", _("The message could not be taken into the ticket.")
    PROVEN = "proven", _("The sender is confirmed.")
    DECIDED = "decided", _("A person decided.")


class RawMailQuerySet(DueQuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Mail without a ticket: everybody who works at the desk may sort it. With one: who answers it.

        A mail that only seems to belong to a restricted ticket is shown to those who answer that one.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if not user.has_role(Role.AGENT, Role.SUPERVISOR, Role.ADMINISTRATOR):
            return self.none()
        served = Ticket.objects.served_by(user).values("pk")
        hidden = Ticket.objects.filter(is_restricted=True).exclude(pk__in=served)
        found = self.filter(Q(ticket_message=None) | Q(ticket_message__ticket__in=served))
        return found.exclude(ticket__in=hidden.values("pk"))

    def for_list(self) -> Self:
        """What a row of the list shows; the mail itself may have thirty megabytes."""
        return self.defer("content").select_related("person", "ticket", "assignee")


class RawMail(DueWork):
    """A mail as it came, stored before anybody tried to understand it, and what became of it."""

    Outcome, Why = Outcome, Why

    # See `helpdesk.mail.parsing.identity_of`: the same mail by another way is the same row.
    identity = models.CharField(max_length=64, unique=True)
    content = models.BinaryField(_("content"))
    size = models.PositiveIntegerField(_("size in bytes"))
    source = models.CharField(_("source"), max_length=300)
    mailbox = models.ForeignKey(
        Mailbox, models.SET_NULL, null=True, blank=True, related_name="raw_mails"
    )
    received_at = models.DateTimeField(_("received at"), default=timezone.now)

    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    why = models.CharField(_("why"), max_length=20, choices=Why, blank=True)
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    sender_name = models.CharField(_("sender's name"), max_length=200, blank=True)
    sender_email = models.CharField(_("sender's address"), max_length=254, blank=True)
    sender_grade = models.CharField(
        _("certainty of the sender"), max_length=12, choices=Message.SenderGrade, blank=True
    )
    message_id = models.CharField("Message-ID", max_length=250, blank=True)
    repairs = models.JSONField(_("repairs of the character set"), default=list, blank=True)
    attachment_count = models.PositiveIntegerField(_("number of files"), default=0)
    # Whom the mail names as its sender; only the grade says how sure that is.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # The ticket it went into, or seems to belong to.
    ticket = models.ForeignKey(
        Ticket, models.SET_NULL, null=True, blank=True, related_name="raw_mails"
    )
    ticket_message = models.OneToOneField(
        Message, models.SET_NULL, null=True, blank=True, related_name="raw_mail"
    )
    # Who looks into it while it waits.
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = RawMailQuerySet.as_manager()

    class Meta(DueWork.Meta):
        verbose_name = _("received mail")
        verbose_name_plural = _("received mail")
        ordering = ["-received_at", "-pk"]
        indexes = [
            *DueWork.Meta.indexes,
            # The page of mail that waits for a decision.
            models.Index(
                fields=["-id"], condition=Q(state="parked"), name="helpdesk_rawmail_parked"
            ),
            # How many came from one address in the last hour.
            models.Index(fields=["sender_email", "received_at"], name="helpdesk_rawmail_sender"),
        ]

    def __str__(self) -> str:
        return self.subject or self.source
