from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.accounts.models import Mandate
from knowledge.models.assessment import Assessment
from knowledge.models.requirement import RequirementText


class RatingQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        return self.filter(assessment__in=Assessment.objects.visible_to(user, at))

    def in_order(self) -> Self:
        """As the standard has them, with their texts."""
        return self.select_related("text").order_by("text__position", "pk")


class RequirementRating(models.Model):
    """What an office says of one requirement; each change raises `revision` and leaves a `RatingEvent`."""

    class Result(models.TextChoices):
        MET = "met", pgettext_lazy("rating", "met")
        PARTLY = "partly", pgettext_lazy("rating", "partly met")
        NOT_MET = "not_met", pgettext_lazy("rating", "not met")
        NOT_APPLICABLE = "not_applicable", pgettext_lazy("rating", "does not apply")

    GAPS = (Result.NOT_MET, Result.PARTLY)
    # What people write; `revision` counts the changes of these.
    WRITTEN = ("result", "reason", "comment", "responsible_id", "due_on")

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="ratings")
    text = models.ForeignKey(
        RequirementText, models.PROTECT, related_name="+", verbose_name=_("requirement")
    )
    result = models.CharField(_("rating"), max_length=16, choices=Result, blank=True)
    reason = models.TextField(_("why it does not apply"), max_length=2000, blank=True)
    comment = models.TextField(pgettext_lazy("rating", "comment"), max_length=5000, blank=True)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person responsible"),
    )
    due_on = models.DateField(_("to be done by"), null=True, blank=True)
    # The rating of the version before; `is_reopened` until somebody rates the changed text.
    former = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    is_reopened = models.BooleanField(_("changed in this version"), default=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(_("changed at"), null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = RatingQuerySet.as_manager()

    class Meta:
        verbose_name = _("rating of a requirement")
        verbose_name_plural = _("ratings of requirements")
        ordering = ["assessment", "text__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "text"], name="knowledge_requirementrating_once"
            ),
            models.CheckConstraint(
                condition=~Q(result="not_applicable") | ~Q(reason=""),
                name="knowledge_requirementrating_reason",
                violation_error_code="reason",
                violation_error_message=_("Say why the requirement does not apply to your office."),
            ),
        ]
        indexes = [
            # The office's own days: home page and calendar
            models.Index(
                fields=["due_on"], condition=Q(due_on__isnull=False), name="knowledge_rating_due"
            )
        ]

    def __str__(self) -> str:
        return f"{self.assessment}: {self.text.code}"

    def get_absolute_url(self) -> str:
        return reverse("knowledge:rating", args=[self.assessment_id, self.text.code])

    @property
    def is_gap(self) -> bool:
        return self.result in self.GAPS


class RatingEvent(models.Model):
    """Append-only history of a rating. `values` holds what people had written, by name of the field."""

    class Verb(models.TextChoices):
        CHANGED = "changed", _("changed")
        SET_ASIDE = "set_aside", _("kept beside, because somebody else had changed the same")
        LEFT = "left", _("decided to leave it as it is")
        TAKEN_OVER = "taken_over", _("taken over from the version before")
        REOPENED = "reopened", _("opened again, because the requirement changed")
        EVIDENCE_ADDED = "evidence_added", _("confirmation added")
        EVIDENCE_REMOVED = "evidence_removed", _("confirmation removed")

    rating = models.ForeignKey(RequirementRating, models.PROTECT, related_name="events")
    verb = models.CharField(max_length=20, choices=Verb)
    # The revision that this change made; none where nothing of the rating itself changed.
    revision = models.PositiveIntegerField(null=True, blank=True)
    values = models.JSONField(default=dict, blank=True)
    note = models.CharField(max_length=250, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Where the person acted for the office by leave of another one.
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("event of a rating")
        verbose_name_plural = _("events of ratings")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rating", "revision"],
                condition=Q(revision__isnull=False),
                name="knowledge_ratingevent_revision_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rating}: {self.verb}"
