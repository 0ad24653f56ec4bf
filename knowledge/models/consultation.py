from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.due import DueWork
from knowledge.models.localised import localised
from knowledge.models.standard import WRITERS, StandardVersion

WEEK = timedelta(days=7)


class ConsultationQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Those that have begun, for everybody; for those who write also what is only planned."""
        if user.is_authenticated and user.has_role(*WRITERS):
            return self
        return self.exclude(opened_at=None)

    def taking_comments(self, at: datetime) -> Self:
        return self.exclude(opened_at=None).filter(opens_at__lte=at, closes_at__gt=at)

    def for_list(self) -> Self:
        """With the counts that rows show; what closes last stands first."""
        published = Q(comments__state="published")
        unanswered = published & Q(comments__response=None)
        return (
            self.select_related("version__standard", "final_version__standard")
            .annotate(
                comment_count=Count("comments", published),
                unanswered_count=Count("comments", unanswered),
            )
            .order_by("-closes_at", "-pk")
        )


class Consultation(models.Model):
    """A draft standard laid open for comments between two moments."""

    version = models.OneToOneField(
        StandardVersion, models.PROTECT, related_name="consultation", verbose_name=_("version")
    )
    opens_at = models.DateTimeField(_("comments from"))
    closes_at = models.DateTimeField(_("comments until"))
    about_pl = models.TextField(_("what we ask about (Polish)"), max_length=2000)
    about_en = models.TextField(_("what we ask about (English)"), max_length=2000, blank=True)
    # The stage that the law asks for happens elsewhere; here only where to find it.
    formal_name = models.CharField(_("formal stage: where"), max_length=200, blank=True)
    formal_number = models.CharField(_("formal stage: number"), max_length=60, blank=True)
    formal_url = models.URLField(_("formal stage: address"), blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    concluded_at = models.DateTimeField(null=True, blank=True, editable=False)
    # What the draft became, comments considered; readers see it once it is published.
    final_version = models.ForeignKey(
        StandardVersion, models.PROTECT, null=True, blank=True, related_name="consulted_as"
    )

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ["-closes_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="knowledge_consultation_closes_after_opening",
                violation_error_message=_("The end comes before the start."),
            )
        ]
        # the sweep that begins consultations, every second
        indexes = [
            models.Index(
                fields=["opens_at"],
                condition=Q(opened_at=None),
                name="knowledge_consult_planned",
            )
        ]

    def __str__(self) -> str:
        return str(self.version)

    def get_absolute_url(self) -> str:
        return reverse("knowledge:consultation", args=self.address)

    about = localised("about")

    @property
    def address(self) -> tuple[str, str]:
        return self.version.standard.slug, self.version.number

    def takes_comments(self, at: datetime | None = None) -> bool:
        """Is `at` (now) between the two moments? At the closing moment itself it is over."""
        return (
            self.opened_at is not None and self.opens_at <= (at or timezone.now()) < self.closes_at
        )

    @property
    def week_left_at(self) -> datetime:
        return self.closes_at - WEEK

    @property
    def stage(self) -> str:
        """How it stands now: planned, open, answering or concluded."""
        if self.concluded_at:
            return "concluded"
        if self.takes_comments():
            return "open"
        return "answering" if self.opened_at and timezone.now() >= self.closes_at else "planned"


class ConsultationFollower(models.Model):
    """A person who wants to hear of one consultation."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="followers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("follower of a consultation")
        verbose_name_plural = _("followers of consultations")
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "user"], name="knowledge_consultationfollower_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.consultation}: {self.user}"


class DeadlineChange(models.Model):
    """Append-only: the end was put off, or a closed consultation taken up again, and why; all of it public."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="deadline_changes")
    closed_at = models.DateTimeField(_("comments until, formerly"))
    closes_at = models.DateTimeField(_("comments until"))
    reason_pl = models.TextField(_("why (Polish)"), max_length=500)
    reason_en = models.TextField(_("why (English)"), max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("change of a deadline")
        verbose_name_plural = _("changes of deadlines")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("closed_at")),
                name="knowledge_deadlinechange_later",
                violation_error_message=_("The new end must be later than the one before."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.consultation}: {self.closes_at:%Y-%m-%d %H:%M}"

    reason = localised("reason")

    @property
    def is_reopening(self) -> bool:
        """Had it been over when this was decided?"""
        return self.at >= self.closed_at


class ConsultationNotice(DueWork):
    """One occasion on which people hear of a consultation; told in portions, each occasion once."""

    class Occasion(models.TextChoices):
        OPENED = "opened", _("opened")
        WEEK_LEFT = "week_left", _("a week is left")
        PUT_OFF = "put_off", _("the end is put off")
        RESPONSES = "responses", _("responses are published")

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="notices")
    occasion = models.CharField(max_length=10, choices=Occasion)
    # Which new end it tells of; none for the end that was planned.
    change = models.ForeignKey(
        DeadlineChange, models.CASCADE, null=True, blank=True, related_name="notices"
    )
    told_up_to = models.PositiveBigIntegerField(default=0)  # key of the last person told

    class Meta(DueWork.Meta):
        verbose_name = _("notice of a consultation")
        verbose_name_plural = _("notices of consultations")
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "occasion"],
                condition=Q(change=None),
                name="knowledge_consultationnotice_once",
            ),
            models.UniqueConstraint(
                fields=["change", "occasion"], name="knowledge_consultationnotice_once_a_change"
            ),
        ]
        # the sweep that tells people, every second
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=Q(state="due"),
                name="knowledge_notice_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.consultation}: {self.occasion}"
