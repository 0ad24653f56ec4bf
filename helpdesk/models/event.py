from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.accounts.models import Organisation
from helpdesk.models.conversation import readable
from helpdesk.models.message import Message
from helpdesk.models.ticket import Ticket


class TicketEventQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Events of visible tickets; what concerns notes only for those who answer the ticket."""
        return readable(self, user, at, internal=Q(verb__in=TicketEvent.INTERNAL))


class TicketEvent(models.Model):
    """The history of a ticket, append-only; open pages, deadlines and reports are read from it."""

    class Verb(models.TextChoices):
        OPENED = "opened", pgettext_lazy("event", "opened")
        REPLIED = "replied", pgettext_lazy("event", "replied")
        NOTED = "noted", pgettext_lazy("event", "noted")
        STATUS = "status", pgettext_lazy("event", "changed the status")
        ASSIGNED = "assigned", pgettext_lazy("event", "assigned")
        MOVED = "moved", pgettext_lazy("event", "moved to another queue")
        PRIORITY = "priority", pgettext_lazy("event", "changed the priority")
        SUBJECT = "subject", pgettext_lazy("event", "changed the subject")
        CATEGORY = "category", pgettext_lazy("event", "changed the category")
        SYSTEM = "system", pgettext_lazy("event", "changed the system")
        REQUIREMENT = "requirement", pgettext_lazy("event", "changed the requirement")
        OFFICE = "office", pgettext_lazy("event", "moved under another office")
        SHARED = "shared", pgettext_lazy("event", "changed who sees it")
        DEADLINE = "deadline", pgettext_lazy("event", "moved the deadline")
        CLAIMED = "claimed", pgettext_lazy("event", "the reporter signed in and took it over")
        LINK = "link", pgettext_lazy("event", "ended the reporter’s link")
        DETECTED = "detected", pgettext_lazy("event", "stated when it was noticed")
        TLP = "tlp", pgettext_lazy("event", "changed who may know")
        CLOCK = "clock", pgettext_lazy("event", "decided about a legal clock")
        PACKAGE = "package", pgettext_lazy("event", "asked for a hand-over package")
        UNIT = "unit", pgettext_lazy("event", "changed which offices it concerns")
        PARENT = "parent", pgettext_lazy("event", "became a part of a larger problem")
        CHILD = "child", pgettext_lazy("event", "got a part")
        MERGED = "merged", pgettext_lazy("event", "merged into another ticket")
        JOINED = "joined", pgettext_lazy("event", "took in another ticket")
        SPLIT = "split", pgettext_lazy("event", "gave messages to a new ticket")
        PART = "part", pgettext_lazy("event", "split off from another ticket")
        OWNER = "owner", pgettext_lazy("event", "wrote with the owner of a system")
        TAGGED = "tagged", pgettext_lazy("event", "changed the tags")
        CHECKLIST = "checklist", pgettext_lazy("event", "changed the checklist")
        MACRO = "macro", pgettext_lazy("event", "ran a macro")
        WATCHED = "watched", pgettext_lazy("event", "changed which agents follow it")
        INVITED = "invited", pgettext_lazy("event", "changed who in the office follows it")
        COPIED = "copied", pgettext_lazy("event", "changed who gets copies")

    # What only those who answer the ticket may read: notes, other offices, the desk's own business.
    INTERNAL = (
        Verb.NOTED,
        Verb.CATEGORY,
        Verb.SYSTEM,
        Verb.REQUIREMENT,
        Verb.OWNER,
        Verb.PARENT,
        Verb.CHILD,
        Verb.TAGGED,
        Verb.CHECKLIST,
        Verb.MACRO,
        Verb.WATCHED,
    )

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="events")
    # Null: the system itself, or a mail of somebody without an account.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    verb = models.CharField(pgettext_lazy("event", "what"), max_length=12, choices=Verb)
    # A status, priority, address of a queue, key of an agent, of an office, of what the ticket hangs
    # on, of a hand-over or of an address for copies, a name, or a moment; empty where there is none.
    from_value = models.CharField(pgettext_lazy("event", "from"), max_length=100, blank=True)
    to_value = models.CharField(pgettext_lazy("event", "to"), max_length=100, blank=True)
    message = models.ForeignKey(
        Message, models.CASCADE, null=True, blank=True, related_name="events"
    )
    # Whom it concerns: the agent who answers, the person who follows.
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Whether the clock stands after this event: deadlines are recomputed from it.
    is_clock_paused = models.BooleanField(default=False)
    # The rule that did it; what a rule does asks no rule.
    rule = models.ForeignKey(
        "helpdesk.Rule", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Due work: whether the worker still has to ask the rules about this event.
    asks_rules = models.BooleanField(default=False)
    at = models.DateTimeField(pgettext_lazy("event", "at"), default=timezone.now)

    objects = TicketEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event of a ticket")
        verbose_name_plural = _("history of tickets")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["ticket", "id"]),  # the history of one ticket
            # The sweep that asks rules, every second.
            models.Index(
                fields=["id"], condition=Q(asks_rules=True), name="helpdesk_ticketevent_rules"
            ),
            # The dry run of a rule over last month.
            models.Index(fields=["at"]),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.verb} {self.from_value} → {self.to_value}"
