from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.crypto import EncryptedTextField
from foundation.due import DueQuerySet, DueWork
from helpdesk.models.queue import Queue


class MailboxQuerySet(DueQuerySet):
    def active(self) -> Self:
        return self.filter(is_active=True)


class Mailbox(DueWork):
    """A mailbox on an IMAP server whose mail we collect; its secrets are encrypted and never shown.

    `reason` holds what went wrong the last time. Everything up to `last_uid` under `uid_validity`
    is stored here; the server gives later mail greater numbers (RFC 9051, 2.3.1.1).
    """

    class Security(models.TextChoices):
        TLS = "tls", _("encrypted (TLS)")
        STARTTLS = "starttls", _("encrypted after the greeting (STARTTLS)")
        NONE = "none", _("not encrypted: only inside one’s own machine room")

    class SignIn(models.TextChoices):
        PASSWORD = "password", _("password")
        BEARER = "bearer", _("OAuth2 (Microsoft 365, Google)")

    address = models.EmailField(_("address of the mailbox"), unique=True)
    host = models.CharField(_("IMAP server"), max_length=253)
    port = models.PositiveIntegerField(
        _("port"), default=993, validators=[MinValueValidator(1), MaxValueValidator(65535)]
    )
    security = models.CharField(
        _("connection"), max_length=10, choices=Security, default=Security.TLS
    )
    user_name = models.CharField(_("user name"), max_length=254)
    folder = models.CharField(_("folder"), max_length=200, default="INBOX")
    done_folder = models.CharField(
        _("folder for collected mail"),
        max_length=200,
        blank=True,
        help_text=_("Collected mail is moved there. Without one it stays and is marked as read."),
    )
    queue = models.ForeignKey(
        Queue,
        models.PROTECT,
        related_name="mailboxes",
        verbose_name=_("queue"),
        help_text=_("New tickets from this mailbox go there."),
    )
    is_active = models.BooleanField(_("mail is collected"), default=True)

    sign_in = models.CharField(_("sign-in"), max_length=10, choices=SignIn, default=SignIn.PASSWORD)
    # The password, or the secret of the registered application.
    secret = EncryptedTextField(_("password or application secret"))
    token_url = models.URLField(_("address for tokens"), blank=True)
    client_id = models.CharField(_("application (client) ID"), max_length=200, blank=True)
    scope = models.CharField(_("scope"), max_length=300, blank=True)
    refresh_token = EncryptedTextField(_("refresh token"), blank=True)

    uid_validity = models.PositiveBigIntegerField(default=0, editable=False)
    last_uid = models.PositiveBigIntegerField(default=0, editable=False)
    # Numbers of mails that the server did not hand over, and how often each was asked for.
    withheld = models.JSONField(default=dict, blank=True, editable=False)
    last_seen_at = models.DateTimeField(_("last collected at"), null=True, editable=False)

    objects = MailboxQuerySet.as_manager()

    class Meta(DueWork.Meta):
        verbose_name = _("mailbox")
        verbose_name_plural = _("mailboxes")
        ordering = ["address"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(sign_in="bearer") | (~Q(token_url="") & ~Q(client_id="")),
                name="helpdesk_mailbox_bearer_is_complete",
                violation_error_message=_(
                    "Signing in with OAuth2 needs the address for tokens and the application ID."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.address
