from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.roles import Role
from foundation.due import DueQuerySet, DueWork


class OutgoingMailQuerySet(DueQuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Everything for those who look after the post, for everybody else what was sent to them."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.SUPERVISOR, Role.ADMINISTRATOR):
            return self
        return self.filter(recipient_user=user)

    def urgent(self) -> Self:
        """Sign-in mails: somebody waits in front of the screen."""
        return self.filter(is_urgent=True)


class OutgoingMail(DueWork):
    """One mail to one address, written before it is sent and kept as the record of what was sent.

    (kind, subject_key, recipient, sequence) is what makes a mail this mail: asking twice for the
    same one writes it once. `subject_key` names what it is about, e.g. "ticket:PW-2026-000017".
    """

    class Delivery(models.TextChoices):
        QUEUED = "queued", _("queued")
        SENDING = "sending", _("sending")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        BOUNCED = "bounced", _("bounced")

    kind = models.CharField(_("kind"), max_length=60)
    subject_key = models.CharField(_("about"), max_length=200)
    sequence = models.PositiveIntegerField(_("sequence"), default=0)
    recipient = models.EmailField(_("recipient"))
    recipient_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_urgent = models.BooleanField(_("sign-in mail"), default=False)
    delivery = models.CharField(
        _("delivery"), max_length=10, choices=Delivery, default=Delivery.QUEUED
    )
    message_id = models.CharField(_("Message-ID"), max_length=250, unique=True)
    subject = models.CharField(_("subject"), max_length=250)
    body_text = models.TextField(_("text"), blank=True)
    body_html = models.TextField(_("HTML"), blank=True)
    # In-Reply-To, References, Reply-To, Auto-Submitted, List-Unsubscribe: names and values.
    headers = models.JSONField(_("headers"), default=dict, blank=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta(DueWork.Meta):
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mail")
        ordering = ["-created_at", "-pk"]
        indexes = [
            *DueWork.Meta.indexes,
            # The caps count what was written in the last hour.
            models.Index(fields=["recipient", "created_at"]),
            models.Index(fields=["subject_key", "created_at"]),
            # The page of mail set aside.
            models.Index(
                fields=["-created_at", "-id"],
                condition=models.Q(state="parked"),
                name="mailing_outgoingmail_parked",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_key", "recipient", "sequence"],
                name="mailing_outgoingmail_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.recipient}"


class MailPart(models.Model):
    """What travels with a mail: a calendar invitation or an attached file."""

    mail = models.ForeignKey(OutgoingMail, models.CASCADE, related_name="parts")
    # The whole Content-Type, e.g. `text/calendar; method=REQUEST; charset=utf-8`.
    content_type = models.CharField(max_length=200)
    filename = models.CharField(max_length=200, blank=True)
    body = models.BinaryField()

    def __str__(self) -> str:
        return self.filename or self.content_type


class Suppression(models.Model):
    """An address that must not be written to: it bounced for good, or its owner asked."""

    address = models.EmailField(_("address"), unique=True)
    reason = models.CharField(_("reason"), max_length=250)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)

    class Meta:
        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")
        ordering = ["address"]

    def __str__(self) -> str:
        return self.address


class PreferenceQuerySet(models.QuerySet):
    def other_than_mail(self) -> Self:
        return self.exclude(channel=Preference.Channel.MAIL)


class Preference(models.Model):
    """How a person wants to hear of one kind of news; without a row it is mail at once."""

    class Channel(models.TextChoices):
        MAIL = "mail", _("by mail at once")
        DIGEST = "digest", _("in a daily digest")
        APP = "app", _("only here")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_preferences"
    )
    kind = models.CharField(_("kind"), max_length=60)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="mailing_preference_one_per_kind")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.kind} {self.channel}"


class NotificationQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        return self.filter(user=user) if user.is_authenticated else self.none()

    def unread(self) -> Self:
        return self.filter(read_at=None)


class Notification(models.Model):
    """News inside the application."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    kind = models.CharField(_("kind"), max_length=60)
    text = models.CharField(_("text"), max_length=250)
    url = models.CharField(_("address"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    digested_at = models.DateTimeField(_("in a digest at"), null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["user", "-created_at"]),  # the notifications page
            # The number in the header of every page.
            models.Index(
                fields=["user"],
                condition=models.Q(read_at=None),
                name="mailing_notification_unread",
            ),
        ]

    def __str__(self) -> str:
        return self.text
