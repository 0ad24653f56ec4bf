from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Organisation
from foundation.due import DueWork
from helpdesk.models.calendar import Calendar
from helpdesk.models.category import Category
from helpdesk.models.queue import Kind, Priority, Queue
from helpdesk.models.ticket import Ticket
from helpdesk.sla import Scope

DEFAULT_SHARES = (50, 80, 100)


def default_shares() -> list[int]:
    return list(DEFAULT_SHARES)


def validate_shares(shares: object) -> None:
    """Per cent of a term, growing, 1 to 100, at most five."""
    is_list = isinstance(shares, list) and all(isinstance(share, int) for share in shares)
    if not is_list or len(shares) > 5 or sorted(set(shares)) != shares:
        raise ValidationError(_("Give at most five different numbers, the smallest first."))
    if any(not 1 <= share <= 100 for share in shares):
        raise ValidationError(_("A share lies between 1 and 100 per cent."))


class ServiceLevelQuerySet(models.QuerySet):
    def for_list(self) -> Self:
        return self.select_related("queue", "calendar", "category")


class ServiceLevel(models.Model):
    """How soon some tickets are answered, in minutes of working time.

    Left empty, a condition holds for all. Which level counts for a ticket says `sla.most_specific`.
    """

    queue = models.ForeignKey(
        Queue,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="service_levels",
        verbose_name=_("queue"),
    )
    category = models.ForeignKey(
        Category,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("category"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, blank=True)
    organisation_kind = models.CharField(
        _("kind of office"), max_length=20, choices=Organisation.Kind, blank=True
    )
    priority = models.CharField(_("priority"), max_length=10, choices=Priority, blank=True)
    first_response_minutes = models.PositiveIntegerField(_("first response"))
    next_response_minutes = models.PositiveIntegerField(
        _("further responses"), null=True, blank=True
    )
    resolution_minutes = models.PositiveIntegerField(_("resolution"))
    calendar = models.ForeignKey(
        Calendar, models.PROTECT, related_name="levels", verbose_name=_("calendar")
    )
    # Shares of a deadline, in per cent, at which those who answer are warned.
    warn_at = models.JSONField(
        _("warn at"), default=default_shares, blank=True, validators=[validate_shares]
    )

    objects = ServiceLevelQuerySet.as_manager()

    class Meta:
        verbose_name = _("service level")
        verbose_name_plural = _("service levels")
        ordering = ["queue__position", "queue", "kind", "organisation_kind", "priority", "pk"]
        constraints = [
            models.UniqueConstraint(
                Coalesce("queue", Value(0)),
                Coalesce("category", Value(0)),
                "kind",
                "organisation_kind",
                "priority",
                name="helpdesk_servicelevel_once",
                violation_error_message=_("There is a level for these tickets already."),
            ),
            models.CheckConstraint(
                condition=Q(resolution_minutes__gte=F("first_response_minutes")),
                name="helpdesk_servicelevel_response_before_resolution",
                violation_error_message=_("Resolution cannot be due before the first response."),
            ),
        ]

    def __str__(self) -> str:
        named = [
            str(self.category or ""),
            str(self.queue or ""),
            self.get_kind_display(),
            self.get_organisation_kind_display(),
            self.get_priority_display(),
        ]
        return " · ".join(str(name) for name in named if name) or str(_("all tickets"))

    def get_absolute_url(self) -> str:
        return reverse("helpdesk:level", args=[self.pk])

    @property
    def scope(self) -> Scope:
        """The conditions in plain values; None holds for all."""
        return Scope(
            category=self.category_id,
            queue=self.queue_id,
            kind=self.kind or None,
            organisation_kind=self.organisation_kind or None,
            priority=self.priority or None,
        )


class DeadlineWarning(models.Model):
    """That somebody was warned of a deadline at one share of it: once each, whatever dies between."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="warnings")
    target = models.CharField(_("deadline"), max_length=20)  # a key of `Ticket.explained`
    counted_from = models.DateTimeField(_("counted from"))
    share = models.PositiveSmallIntegerField(_("share in per cent"))
    warned_at = models.DateTimeField(_("warned at"), default=timezone.now)

    class Meta:
        verbose_name = _("warning of a deadline")
        verbose_name_plural = _("warnings of deadlines")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "target", "counted_from", "share"],
                name="helpdesk_deadlinewarning_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.target} {self.share} %"


class Recomputation(DueWork):
    """Open tickets whose deadlines follow a changed level or calendar, batch by batch."""

    because = models.CharField(_("because of"), max_length=250)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    # The last ticket done; a killed worker goes on after it.
    last_ticket = models.PositiveBigIntegerField(default=0)
    total = models.PositiveIntegerField(_("open tickets"), default=0)
    done = models.PositiveIntegerField(_("tickets reckoned anew"), default=0)
    moved = models.PositiveIntegerField(_("deadlines moved"), default=0)

    class Meta(DueWork.Meta):
        verbose_name = _("recomputation of deadlines")
        verbose_name_plural = _("recomputations of deadlines")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.because

    @property
    def share(self) -> int:
        return round(100 * self.done / self.total) if self.total else 100
