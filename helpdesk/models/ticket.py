from collections.abc import Sequence
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.accounts.models import Mandate, Membership, Organisation
from foundation.accounts.roles import Role
from foundation.folding import FoldedField
from helpdesk.models.clock import ServiceClock
from helpdesk.models.matter import Matter
from helpdesk.models.queue import Kind, Priority, Queue, QueueMember
from helpdesk.models.ticket_indexes import INDEXES, IS_DONE
from helpdesk.models.ties import TicketTies
from helpdesk.models.unit import ConcernedUnit
from helpdesk.models.waiting import TicketWaiting


class Status(models.TextChoices):
    """Words of the desk; what a requester reads stands in `helpdesk.wording`."""

    NEW = "new", pgettext_lazy("ticket", "new")
    OPEN = "open", pgettext_lazy("ticket", "in progress")
    PENDING = "pending", pgettext_lazy("ticket", "waits for the requester")
    ON_HOLD = "on_hold", pgettext_lazy("ticket", "waits for another body")
    RESOLVED = "resolved", pgettext_lazy("ticket", "resolved")
    CLOSED = "closed", pgettext_lazy("ticket", "closed")


OPEN_STATUSES = (Status.NEW, Status.OPEN, Status.PENDING, Status.ON_HOLD)
# Statuses in which it is the support point's turn.
OURS = (Status.NEW, Status.OPEN)


class Channel(models.TextChoices):
    WEB = "web", pgettext_lazy("channel", "web")
    MAIL = "mail", pgettext_lazy("channel", "e-mail")
    PHONE = "phone", pgettext_lazy("channel", "phone")


class TicketQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """The one reading rule; described in docs/tickets.md.

        Own tickets of offices one still acts for; unrestricted tickets of, or also about, offices
        one coordinates or serves under a mandate; tickets of the queues one answers.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.has_role(Role.SUPERVISOR, Role.ADMINISTRATOR):
            return self
        offices = Membership.objects.active().filter(user=user, organisation__is_active=True)
        mandates = (
            Mandate.objects.in_force(timezone.localdate(at))
            .for_scope(Mandate.Scope.HELPDESK)
            .filter(serving__in=offices.values("organisation"), served__is_active=True)
        )
        coordinated = offices.filter(is_coordinator=True).values("organisation")
        may_act = (
            Q(organisation=None)
            | Q(organisation__in=offices.values("organisation"))
            | Q(organisation__in=mandates.values("served"))
        )
        rule = Q(requester=user) & may_act
        looked_after = (
            Q(organisation__in=coordinated)
            | Q(organisation__in=mandates.values("served"))
            | Q(pk__in=ConcernedUnit.objects.of(coordinated, mandates.values("served")))
        )
        rule |= Q(is_restricted=False) & looked_after
        if user.has_role(Role.AGENT):
            rule |= Q(queue__in=QueueMember.objects.filter(user=user).values("queue"))
        return self.filter(rule)

    def served_by(self, user, queues: Sequence[Queue] | None = None) -> Self:
        """Those `user` may answer as staff; never one's own, so that notes stay out of sight.

        `queues`: those served by `user`, where they were just read; plain keys are quicker to look up.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if queues is None:
            queues = Queue.objects.served_by(user).values("pk")
        return self.filter(queue__in=queues).exclude(requester=user)

    def for_statistics(self) -> Self:
        """What reports count, whoever reads them: a restricted ticket is in no figure."""
        return self.filter(is_restricted=False)

    def open(self) -> Self:
        return self.filter(status__in=OPEN_STATUSES)

    def overdue(self, at: datetime) -> Self:
        return self.open().filter(next_due_at__lt=at)

    def for_list(self) -> Self:
        """What a row of a list shows, in one query."""
        return self.select_related("organisation", "queue", "requester", "assignee", "system")


class Ticket(Matter, ServiceClock, TicketTies, TicketWaiting):
    """A question, fault or incident from first word to last. Changed by `helpdesk.actions` only."""

    Kind, Status, Priority, Channel = Kind, Status, Priority, Channel

    reference = models.CharField(pgettext_lazy("ticket", "number"), max_length=20, unique=True)
    # What the desk's list is searched by; of an office renamed since, by the next night.
    search_key = FoldedField(sources=("reference", "subject", "office_words"), max_length=1000)
    # Null: an office without a known person, or a mail from nobody in particular.
    requester = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="tickets",
        db_index=False,  # helpdesk_ticket_own begins with it
        verbose_name=_("requester"),
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tickets",
        db_index=False,  # helpdesk_ticket_office begins with it
        verbose_name=_("office"),
    )
    mandate = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="tickets"
    )
    queue = models.ForeignKey(
        Queue, models.PROTECT, related_name="tickets", verbose_name=_("queue")
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="assigned_tickets",
        verbose_name=_("agent"),
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.NEW)
    priority = models.CharField(
        _("priority"), max_length=10, choices=Priority, default=Priority.NORMAL
    )
    channel = models.CharField(
        pgettext_lazy("ticket", "channel"), max_length=10, choices=Channel, default=Channel.WEB
    )
    is_restricted = models.BooleanField(_("hidden from colleagues"), default=False)
    # Raised by every public message and change of status: a form names the one it was written on.
    version = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(_("opened at"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = _("ticket")
        verbose_name_plural = _("tickets")
        ordering = ["-changed_at", "-pk"]
        indexes = INDEXES
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="on_hold") | (~Q(waits_for="") & Q(follow_up_on__isnull=False)),
                name="helpdesk_ticket_on_hold_says_for_whom",
                violation_error_message=_("Say whom the ticket waits for and when to ask again."),
            ),
            models.CheckConstraint(
                condition=(IS_DONE & Q(resolved_at__isnull=False))
                | (~IS_DONE & Q(resolved_at=None)),
                name="helpdesk_ticket_resolved_has_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["new", "open"]) | Q(paused_at=None),
                name="helpdesk_ticket_clock_runs_when_ours",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None)
                | (Q(status="closed") & ~Q(merged_into=models.F("pk"))),
                name="helpdesk_ticket_merged_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.subject}"

    def get_absolute_url(self) -> str:
        return reverse("helpdesk:ticket", args=[self.reference])

    @property
    def office_words(self) -> str:
        return self.organisation.search_key if self.organisation else ""

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_STATUSES


class TicketCounter(models.Model):
    """The last number given in a year; taken under a lock on its row."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
