from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.accounts.models.organisation import Organisation


class MembershipQuerySet(models.QuerySet):
    def active(self) -> Self:
        return self.filter(state=Membership.State.ACTIVE)

    def coordinators(self) -> Self:
        return self.active().filter(is_coordinator=True)

    def coordinators_of(self, organisation: Organisation) -> Self:
        """Active coordinators of the office and, for a unit, of its parent."""
        return self.coordinators().filter(
            organisation__in=[organisation.pk, organisation.parent_id or organisation.pk]
        )

    def visible_to(self, user, at: datetime | None = None) -> Self:
        """One's own, those of offices one coordinates, and everything for administrators."""
        if not user.is_authenticated:
            return self.none()
        if user.is_administrator:
            return self
        coordinated = Organisation.objects.coordinated_by(user).values("pk")
        return self.filter(Q(user=user) | Q(organisation__in=coordinated))

    def for_list(self) -> Self:
        return self.select_related("user", "organisation__parent")


class Membership(models.Model):
    """A person's account in an office: „konto w urzędzie”."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("waits for the coordinator")
        ACTIVE = "active", _("active")
        ENDED = "ended", _("ended")

    class Origin(models.TextChoices):
        DOMAIN = "domain", _("mail domain of the office")
        INVITATION = "invitation", _("coordinator's invitation")
        OFFICE_CODE = "office_code", _("code sent to the office")
        REGISTER = "register", _("entered by the support point")
        ENTERED = "entered", _("entered by the coordinator")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="memberships",
        verbose_name=_("person"),
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships", verbose_name=_("organisation")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.REQUESTED)
    is_coordinator = models.BooleanField(_("coordinator"), default=False)
    origin = models.CharField(_("how they joined"), max_length=12, choices=Origin)
    position = models.CharField(pgettext_lazy("job", "position"), max_length=150, blank=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["organisation__name", "user__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=~Q(state="ended"),
                name="accounts_membership_one_current",
                violation_error_message=_("This person already has an account in this office."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.organisation}"


class InvitationQuerySet(models.QuerySet):
    def usable(self, at: datetime) -> Self:
        return self.filter(used_at=None, expires_at__gt=at)


class OfficeCodeQuerySet(models.QuerySet):
    def usable(self, at: datetime) -> Self:
        return self.filter(used_at=None, expires_at__gt=at, attempts__lt=OfficeCode.MOST_ATTEMPTS)


class Invitation(models.Model):
    """A coordinator's invitation: the link's secret is stored as a hash, works once and expires."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    is_coordinator = models.BooleanField(_("coordinator"), default=False)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="invitations_sent"
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires at"))
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.email} – {self.organisation}"


class OfficeCode(models.Model):
    """A one-time code sent to an office's official address on behalf of a person who wants to join."""

    MOST_ATTEMPTS = 5

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="office_codes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="office_codes")
    code_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires at"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)

    objects = OfficeCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("code for an office")
        verbose_name_plural = _("codes for offices")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.user} – {self.organisation}"
