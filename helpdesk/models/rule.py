from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.accounts.models import Organisation
from helpdesk.models.event import TicketEvent
from helpdesk.models.queue import Kind, Priority, Queue
from helpdesk.models.ticket import Channel
from knowledge.models import System


class RuleQuerySet(models.QuerySet):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def for_list(self) -> Self:
        return self.select_related("queue", "system", "move_to", "assign_to")


class Rule(models.Model):
    """When something happens to a ticket, and if it is such a one, then do this; docs/supervision.md."""

    class Trigger(models.TextChoices):
        OPENED = "opened", _("a ticket is opened")
        ASKED = "asked", _("the requester writes")
        WAITING = "waiting", _("a ticket begins to wait")
        FINISHED = "finished", _("a ticket is resolved or closed")
        REOPENED = "reopened", _("a finished ticket is taken up again")

    class Notify(models.TextChoices):
        NOBODY = "", _("nobody")
        AGENT = "agent", _("its agent")
        QUEUE = "queue", _("everybody in its queue")

    name = models.CharField(_("name"), max_length=100, unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("active"), default=True)
    trigger = models.CharField(_("what happens"), max_length=10, choices=Trigger)

    # Conditions: all that are given must hold.
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, blank=True)
    priority = models.CharField(_("priority"), max_length=10, choices=Priority, blank=True)
    channel = models.CharField(
        pgettext_lazy("ticket", "channel"), max_length=10, choices=Channel, blank=True
    )
    organisation_kind = models.CharField(
        _("kind of office"), max_length=20, choices=Organisation.Kind, blank=True
    )
    queue = models.ForeignKey(
        Queue, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("queue")
    )
    system = models.ForeignKey(
        System, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("system")
    )
    words = models.CharField(_("subject holds one of the words"), max_length=200, blank=True)

    # Effects, done in this order.
    set_priority = models.CharField(
        _("set the priority"), max_length=10, choices=Priority, blank=True
    )
    move_to = models.ForeignKey(
        Queue,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("hand over to the queue"),
    )
    assign_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("give to"),
    )
    note = models.TextField(_("write an internal note"), max_length=2000, blank=True)
    notify = models.CharField(_("notify"), max_length=10, choices=Notify, blank=True)
    # Only later events are asked about: a new rule changes no past.
    after_event = models.PositiveBigIntegerField(default=0)

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(set_priority="", move_to=None, assign_to=None, note="", notify=""),
                name="helpdesk_rule_does_something",
                violation_error_message=_("Say what the rule does."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("helpdesk:rule", args=[self.pk])


class RuleRun(models.Model):
    """That a rule was applied because of an event: each rule once per event."""

    rule = models.ForeignKey(Rule, models.CASCADE, related_name="runs")
    event = models.ForeignKey(TicketEvent, models.CASCADE, related_name="+")
    at = models.DateTimeField(pgettext_lazy("event", "at"), default=timezone.now)

    class Meta:
        verbose_name = _("application of a rule")
        verbose_name_plural = _("applications of rules")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "event"], name="helpdesk_rulerun_once")
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.event_id}"
