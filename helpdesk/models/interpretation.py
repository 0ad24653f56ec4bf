from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from helpdesk.models.message import Message
from helpdesk.models.ticket import Ticket
from knowledge.models import Provision, RequirementText


class InterpretationQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """For those who answer the ticket; its requester reads what was sent, as a reply."""
        return self.filter(ticket__in=Ticket.objects.served_by(user).values("pk"))

    def waiting(self) -> Self:
        return self.filter(state=Interpretation.State.WAITING)


class Interpretation(models.Model):
    """What a rule means for an office, read by a second agent before it goes out."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("interpretation", "waits for a second agent")
        RETURNED = "returned", pgettext_lazy("interpretation", "returned with remarks")
        SENT = "sent", pgettext_lazy("interpretation", "approved and sent")
        WITHDRAWN = "withdrawn", pgettext_lazy("interpretation", "withdrawn")

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="interpretations")
    body = models.TextField(_("answer"))
    # The day on which the law and the standards were read; shown with the answer.
    stands_on = models.DateField(_("as of"))
    requirement_texts = models.ManyToManyField(
        RequirementText,
        blank=True,
        related_name="+",
        verbose_name=_("requirements, each in its version"),
    )
    provisions = models.ManyToManyField(
        Provision, blank=True, related_name="+", verbose_name=_("provisions")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("author")
    )
    written_at = models.DateTimeField(_("written at"), default=timezone.now)
    # Who approved or returned it, never its author.
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("second agent"),
    )
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    remarks = models.TextField(_("remarks"), blank=True)
    message = models.OneToOneField(
        Message, models.PROTECT, null=True, blank=True, related_name="interpretation"
    )

    objects = InterpretationQuerySet.as_manager()

    class Meta:
        verbose_name = _("interpretation")
        verbose_name_plural = _("interpretations")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket"],
                condition=Q(state="waiting"),
                name="helpdesk_interpretation_one_waits",
                violation_error_message=_("An interpretation of this ticket already waits."),
            ),
            models.CheckConstraint(
                condition=Q(reader=None) | ~Q(reader=models.F("author")),
                name="helpdesk_interpretation_four_eyes",
                violation_error_message=_("Nobody approves their own interpretation."),
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(reader__isnull=False, message__isnull=False),
                name="helpdesk_interpretation_sent_was_read",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket.reference}: {self.get_state_display()}"


class PublishedAnswerQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Everybody reads the series."""
        return self

    def in_force(self) -> Self:
        return self.filter(withdrawn_at=None)


class PublishedAnswer(models.Model):
    """An approved interpretation in the public, numbered series; names removed, never edited.

    A mistake is mended by withdrawing it with a reason; its address and number stay.
    """

    interpretation = models.OneToOneField(Interpretation, models.PROTECT, related_name="published")
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    question = models.CharField(_("question"), max_length=300)
    answer = models.TextField(_("answer"))
    published_at = models.DateTimeField(_("published at"), default=timezone.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("published by")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_because = models.CharField(_("why it was withdrawn"), max_length=300, blank=True)

    objects = PublishedAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("published answer")
        verbose_name_plural = _("published answers")
        ordering = ["-published_at", "-pk"]
        indexes = [models.Index(fields=["-published_at", "-id"])]  # the public list
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"], name="helpdesk_publishedanswer_number_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_because=""),
                name="helpdesk_publishedanswer_withdrawn_says_why",
                violation_error_message=_("Say why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.question}"

    def get_absolute_url(self) -> str:
        return reverse("helpdesk:published_answer", args=[self.year, self.number])

    @property
    def label(self) -> str:
        """The number as it is cited, e.g. 7/2026."""
        return f"{self.number}/{self.year}"
