from datetime import datetime
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.accounts.models import Organisation
from knowledge.models.consultation import Consultation
from knowledge.models.requirement import Requirement, RequirementText
from knowledge.models.standard import WRITERS
from knowledge.offices import offices_of

LONGEST = 5000  # characters of a comment, of a proposed wording and of a response


class CommentQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """What was published; all of one's office and one's own of bodies; bodies to confirm for editors."""
        seen = Q(state__in=Comment.PUBLIC)
        if user.is_authenticated:
            seen |= Q(organisation__in=offices_of(user, at)) | Q(organisation=None, author=user)
            if user.has_role(*WRITERS):
                seen |= Q(organisation=None, state=Comment.State.WAITING)
        return self.filter(seen)

    def public(self) -> Self:
        """Those with a number; of a hidden one only the reason is shown."""
        return self.filter(state__in=Comment.PUBLIC)

    def published(self) -> Self:
        return self.filter(state=Comment.State.PUBLISHED)

    def unanswered(self) -> Self:
        return self.published().filter(response=None)

    def for_list(self) -> Self:
        return self.select_related(
            "organisation", "text", "response", "consultation__version__standard"
        ).annotate(support_count=Count("supports"))

    def in_table_order(self) -> Self:
        """The whole draft first, then requirement by requirement."""
        return self.order_by(F("text__position").asc(nulls_first=True), "number")


class Comment(models.Model):
    """What an office or an association says about a draft. Once answered, it can never be edited."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("comment", "waits for approval")
        RETURNED = "returned", pgettext_lazy("comment", "returned to its author")
        PUBLISHED = "published", pgettext_lazy("comment", "published")
        HIDDEN = "hidden", pgettext_lazy("comment", "hidden")
        WITHDRAWN = "withdrawn", pgettext_lazy("comment", "withdrawn")

    PUBLIC = (State.PUBLISHED, State.HIDDEN)

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="comments")
    # Given when it is published; stands in its address and in the table for good.
    number = models.PositiveIntegerField(null=True, blank=True, editable=False)
    text = models.ForeignKey(
        RequirementText, models.PROTECT, null=True, blank=True, related_name="comments"
    )
    place = models.CharField(_("which part of it"), max_length=120, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="consultation_comments"
    )
    association = models.CharField(_("name of the association"), max_length=200, blank=True)
    body = models.TextField(pgettext_lazy("consultation", "comment"), max_length=LONGEST)
    proposed_wording = models.TextField(_("proposed wording"), max_length=LONGEST, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    # Why it was returned or hidden.
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("consultation", "comment")
        verbose_name_plural = pgettext_lazy("consultation", "comments")
        ordering = ["consultation", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "number"], name="knowledge_comment_number_once"
            ),
            models.CheckConstraint(
                condition=Q(organisation=None) ^ Q(association=""),
                name="knowledge_comment_of_one_body",
                violation_error_message=_("A comment is an office's or an association's."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("published", "hidden"))
                | Q(number__isnull=False, published_at__isnull=False),
                name="knowledge_comment_published_numbered",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("returned", "hidden")) | ~Q(reason=""),
                name="knowledge_comment_with_reason",
                violation_error_message=_("Say why; the author reads it."),
            ),
        ]
        # the list of one office
        indexes = [models.Index(fields=["organisation", "-written_at"])]

    def __str__(self) -> str:
        return f"{self.consultation}: {self.who}"

    def get_absolute_url(self) -> str:
        """Its permanent address; before it is published, the list of its office."""
        if self.number is None:
            return reverse("knowledge:office_comments")
        return reverse("knowledge:comment", args=[*self.consultation.address, self.number])

    @property
    def who(self) -> str:
        return self.organisation.name if self.organisation_id else self.association

    @property
    def answer(self) -> "Response | None":
        return getattr(self, "response", None)

    def clean(self) -> None:
        if self.text_id and self.text.version_id != self.consultation.version_id:
            raise ValidationError({"text": _("This requirement is not in the draft.")})


class Support(models.Model):
    """One office is of the same opinion."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="supports")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("support of a comment")
        verbose_name_plural = _("support of comments")
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "organisation"], name="knowledge_support_once_an_office"
            )
        ]

    def __str__(self) -> str:
        return f"{self.comment}: {self.organisation}"


class Response(models.Model):
    """What the owner of the draft says to one comment; never changed afterwards."""

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", pgettext_lazy("comment", "accepted")
        PARTLY = "partly", pgettext_lazy("comment", "partly accepted")
        REJECTED = "rejected", pgettext_lazy("comment", "not accepted")
        EXPLAINED = "explained", pgettext_lazy("comment", "explained")

    comment = models.OneToOneField(Comment, models.PROTECT, related_name="response")
    verdict = models.CharField(_("how"), max_length=10, choices=Verdict)
    body = models.TextField(_("reasons"), max_length=LONGEST)
    changes = models.ManyToManyField(
        Requirement, blank=True, related_name="+", verbose_name=_("requirements it changes")
    )
    answered_as = models.CharField(_("in the name of"), max_length=200)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(default=timezone.now)
    # SHA-256 over the words of the comment and of this response; `check_integrity` computes it again.
    checksum = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("response to a comment")
        verbose_name_plural = _("responses to comments")
        ordering = ["answered_at", "pk"]

    def __str__(self) -> str:
        return f"{self.comment}: {self.get_verdict_display()}"

    @property
    def changes_the_draft(self) -> bool:
        return self.verdict in (self.Verdict.ACCEPTED, self.Verdict.PARTLY)


class CommentEvent(models.Model):
    """Append-only: what happened to a comment."""

    class Verb(models.TextChoices):
        WRITTEN = "written", pgettext_lazy("comment", "written")
        EDITED = "edited", pgettext_lazy("comment", "edited")
        APPROVED = "approved", pgettext_lazy("comment", "approved and published")
        RETURNED = "returned", pgettext_lazy("comment", "returned to its author")
        WITHDRAWN = "withdrawn", pgettext_lazy("comment", "withdrawn")
        HIDDEN = "hidden", pgettext_lazy("comment", "hidden")
        SHOWN = "shown", pgettext_lazy("comment", "shown again")
        ANSWERED = "answered", pgettext_lazy("comment", "answered")

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="events")
    verb = models.CharField(max_length=10, choices=Verb)
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("event of a comment")
        verbose_name_plural = _("events of comments")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.comment}: {self.verb}"
