from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge.models.assessment import Assessment
from knowledge.offices import offices_of


class SignOffQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        return self.filter(assessment__organisation__in=offices_of(user, at))

    def waiting(self, at: datetime) -> Self:
        """Those whose link still works."""
        return self.filter(decided_at=None, withdrawn_at=None, expires_at__gt=at)

    def made_public(self) -> Self:
        """What heads agreed to show to everybody under the name of their office, and nobody took back."""
        return self.filter(is_signed=True, is_public=True, public_until=None)


class SignOff(models.Model):
    """The head of an office is asked to sign an assessment; `report` is what was laid before them.

    The link's secret is stored as a hash, works for one decision and expires.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="sign_offs")
    head_email = models.EmailField(_("e-mail of the head"))
    report = models.JSONField(editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    expires_at = models.DateTimeField(_("expires at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    is_signed = models.BooleanField(_("signed"), null=True, blank=True)
    signed_as = models.CharField(_("name and position"), max_length=200, blank=True)
    note = models.TextField(_("what should change"), max_length=2000, blank=True)
    # The head's own word; it ends when the office takes it back or signs anew.
    is_public = models.BooleanField(_("may be published"), default=False)
    public_until = models.DateTimeField(_("published until"), null=True, blank=True)

    objects = SignOffQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature of a head of an office")
        verbose_name_plural = _("signatures of heads of offices")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment"],
                condition=Q(decided_at=None, withdrawn_at=None),
                name="knowledge_signoff_one_waiting",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, is_signed=None, signed_as="")
                | (Q(decided_at__isnull=False, is_signed__isnull=False) & ~Q(signed_as="")),
                name="knowledge_signoff_decided_by_name",
                violation_error_message=_("Write your name and position."),
            ),
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(is_signed=True),
                name="knowledge_signoff_public_only_signed",
                violation_error_message=_("Only what is signed can be published."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment}: {self.asked_at:%Y-%m-%d}"

    def is_open(self, at: datetime) -> bool:
        return self.decided_at is None and self.withdrawn_at is None and at < self.expires_at
