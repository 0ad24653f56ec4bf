"""What agents prepare once and use often: canned replies and macros."""

from datetime import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from helpdesk import placeholders
from helpdesk.models.queue import Priority, Queue
from helpdesk.models.tag import Tag
from helpdesk.models.ticket import Status, Ticket
from knowledge.models.localised import localised


class PreparedQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Those of all queues and of the queues that `user` answers; nothing for others."""
        queues = Queue.objects.served_by(user)
        answers = queues.exists()
        return self.filter(Q(queue=None) | Q(queue__in=queues)) if answers else self.none()

    def for_ticket(self, ticket: Ticket) -> Self:
        """Those in use that fit the queue of `ticket`."""
        return self.filter(Q(queue=None) | Q(queue=ticket.queue_id), is_active=True)


class Prepared(models.Model):
    """What both have: a name in two languages, the queue they are for, in use or not."""

    name_pl = models.CharField(_("name (Polish)"), max_length=100)
    name_en = models.CharField(_("name (English)"), max_length=100, blank=True)
    queue = models.ForeignKey(
        Queue,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("queue"),
        help_text=_("Leave empty for all queues."),
    )
    is_active = models.BooleanField(_("in use"), default=True)

    objects = PreparedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["name_pl", "pk"]

    def __str__(self) -> str:
        return self.name

    name = localised("name")


class CannedReply(Prepared):
    """A text that agents send often; its placeholders come from a fixed list."""

    body_pl = models.TextField(
        _("text (Polish)"),
        help_text=placeholders.hint,
        validators=[MinLengthValidator(3), placeholders.check],
    )
    body_en = models.TextField(
        _("text (English)"),
        blank=True,
        help_text=_("For requesters who read English. Left empty, the Polish text is used."),
        validators=[placeholders.check],
    )

    class Meta(Prepared.Meta):
        verbose_name = _("canned reply")
        verbose_name_plural = _("canned replies")

    def body_for(self, ticket: Ticket) -> str:
        """The text in the language of the one who will read it."""
        language = ticket.requester.language if ticket.requester else "pl"
        return (self.body_en if language == "en" else "") or self.body_pl


class Macro(Prepared, ClusterableModel):
    """Steps that are done together on one ticket, or not at all."""

    class Meta(Prepared.Meta):
        verbose_name = _("macro")
        verbose_name_plural = _("macros")


class MacroStep(models.Model):
    """One step of a macro, with the one value that its kind needs."""

    class Kind(models.TextChoices):
        REPLY = "reply", _("send a canned reply")
        NOTE = "note", _("write a note")
        CHECKLIST = "checklist", _("add a checklist")
        TAG = "tag", _("put a tag")
        UNTAG = "untag", _("take a tag off")
        PRIORITY = "priority", _("set the priority")
        ASSIGN = "assign", _("assign")
        STATUS = "status", _("set the status")
        QUEUE = "queue", _("hand over to a queue")

    class Assignee(models.TextChoices):
        ME = "me", _("to whoever runs the macro")
        NOBODY = "nobody", _("to nobody: back to the queue")

    # The field that each kind needs; the others stay empty.
    NEEDS = {
        Kind.REPLY: "canned_reply",
        Kind.NOTE: "text",
        Kind.CHECKLIST: "text",
        Kind.TAG: "tag",
        Kind.UNTAG: "tag",
        Kind.PRIORITY: "priority",
        Kind.ASSIGN: "assignee",
        Kind.STATUS: "status",
        Kind.QUEUE: "queue",
    }
    # Waiting for another body needs a name and a day, which only a person can give.
    STATUSES = [(s.value, s.label) for s in (Status.OPEN, Status.PENDING, Status.RESOLVED)]

    macro = ParentalKey(Macro, on_delete=models.CASCADE, related_name="steps")
    sort_order = models.IntegerField(null=True, blank=True, editable=False)
    kind = models.CharField(pgettext_lazy("step of a macro", "step"), max_length=10, choices=Kind)
    canned_reply = models.ForeignKey(
        CannedReply, models.PROTECT, null=True, blank=True, verbose_name=_("canned reply")
    )
    text = models.TextField(
        _("text"),
        blank=True,
        help_text=_("Of a note, or the items of a checklist, one in each line."),
        validators=[placeholders.check],
    )
    tag = models.ForeignKey(Tag, models.PROTECT, null=True, blank=True, verbose_name=_("tag"))
    priority = models.CharField(_("priority"), max_length=10, choices=Priority, blank=True)
    assignee = models.CharField(_("assign"), max_length=10, choices=Assignee, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=STATUSES, blank=True)
    queue = models.ForeignKey(
        Queue, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("queue")
    )

    class Meta:
        verbose_name = _("step of a macro")
        verbose_name_plural = _("steps of macros")
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.get_kind_display()

    def clean(self) -> None:
        """Refuse a step without its value, or with the value of another kind."""
        needed = self.NEEDS.get(self.kind)
        if needed is None:
            return
        if not getattr(self, needed):
            raise ValidationError({needed: _("This step needs it.")})
        spare = [name for name in {*self.NEEDS.values()} - {needed} if getattr(self, name)]
        if spare:
            raise ValidationError(dict.fromkeys(spare, _("This step does not use it: empty it.")))
