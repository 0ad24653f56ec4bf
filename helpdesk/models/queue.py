from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from foundation.accounts.roles import Role
from helpdesk.models.queue_process import QueueProcess
from knowledge.models import System


class Kind(models.TextChoices):
    """What a requester comes with; each has a button of its own."""

    QUESTION = "question", _("question")
    FAULT = "fault", _("fault of a system")
    INCIDENT = "incident", _("incident")


class QueueQuerySet(models.QuerySet):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def served_by(self, user) -> Self:
        """Queues whose tickets `user` may answer: all for supervisors and administrators."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.SUPERVISOR, Role.ADMINISTRATOR):
            return self
        if user.has_role(Role.AGENT):
            return self.filter(members__user=user)
        return self.none()

    def telling_served(self, user) -> Self:
        """Each queue with `is_served`: whether `served_by` would hold it."""
        served = Queue.objects.served_by(user).filter(pk=models.OuterRef("pk"))
        return self.annotate(is_served=models.Exists(served))


class Queue(QueueProcess):
    """Where tickets of one field wait for those who know it."""

    slug = models.SlugField(_("address"), unique=True)
    name_pl = models.CharField(_("name (Polish)"), max_length=100)
    name_en = models.CharField(_("name (English)"), max_length=100, blank=True)
    on_hold_pauses = models.BooleanField(
        _("waiting for another body stops the clock"), default=True
    )
    position = models.PositiveSmallIntegerField(pgettext_lazy("in a list", "position"), default=0)
    is_active = models.BooleanField(_("takes new tickets"), default=True)

    objects = QueueQuerySet.as_manager()

    class Meta:
        verbose_name = _("queue")
        verbose_name_plural = _("queues")
        ordering = ["position", "name_pl"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return (self.name_en if get_language() == "en" else "") or self.name_pl


class QueueMember(models.Model):
    """An agent's place in a queue; it counts only while the person has the role of agent."""

    queue = models.ForeignKey(
        Queue, models.CASCADE, related_name="members", verbose_name=_("queue")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="queue_places",
        verbose_name=_("agent"),
    )

    # For queues that give their tickets out by themselves.
    most_open = models.PositiveSmallIntegerField(
        _("most open tickets"),
        null=True,
        blank=True,
        help_text=_("New ones are given out up to this number. Leave empty for no limit."),
    )
    systems = models.ManyToManyField(
        System, blank=True, related_name="+", verbose_name=_("systems this agent knows")
    )
    approves = models.BooleanField(
        _("approves interpretations"),
        default=False,
        help_text=_("Where nobody is marked, every other agent of the queue may."),
    )

    class Meta:
        verbose_name = _("agent in a queue")
        verbose_name_plural = _("agents in queues")
        ordering = ["queue", "user__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["queue", "user"],
                name="helpdesk_queuemember_once",
                violation_error_message=_("This agent is already in this queue."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.queue}"


class RouteQuerySet(models.QuerySet):
    def queue_for(self, kind: str, system: System | None) -> Queue | None:
        """The queue for a kind of ticket: the system's own first, then the general one."""
        routes = self.filter(Q(system=system) | Q(system=None), kind=kind, queue__is_active=True)
        route = routes.order_by(models.F("system").asc(nulls_last=True)).select_related("queue")
        found = route.first()
        return found.queue if found else None


class Route(models.Model):
    """Which queue takes a kind of ticket, for one system or for all the others."""

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    system = models.ForeignKey(
        System,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("system"),
        help_text=_("Leave empty for all systems without a line of their own."),
    )
    queue = models.ForeignKey(Queue, models.CASCADE, related_name="routes", verbose_name=_("queue"))

    objects = RouteQuerySet.as_manager()

    class Meta:
        verbose_name = _("way into a queue")
        verbose_name_plural = _("ways into queues")
        ordering = ["kind", "system__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "system"],
                name="helpdesk_route_once_per_system",
                violation_error_message=_("This kind already has a queue for this system."),
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(system=None),
                name="helpdesk_route_once_in_general",
                violation_error_message=_("This kind already has a queue for all other systems."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} → {self.queue}"


class Priority(models.TextChoices):
    LOW = "low", pgettext_lazy("priority", "low")
    NORMAL = "normal", pgettext_lazy("priority", "normal")
    HIGH = "high", pgettext_lazy("priority", "high")
    URGENT = "urgent", pgettext_lazy("priority", "urgent")
