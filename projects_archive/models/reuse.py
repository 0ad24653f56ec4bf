"""Who uses what others have built, and what they ask its owner before they do."""

from collections.abc import Mapping
from datetime import datetime
from typing import Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Organisation
from projects_archive.models.project import Project
from projects_archive.permissions import is_archive_staff


class ReuseQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Confirmed ones of public projects; those of offices one looks after; all for archive staff."""
        if is_archive_staff(user):
            return self
        offices = Organisation.objects.coordinated_by(user).values("pk")
        return self.filter(
            Q(state=Reuse.State.CONFIRMED, project__is_public=True)
            | Q(organisation__in=offices)
            | Q(project__organisation__in=offices)
        )

    def confirmed(self) -> Self:
        return self.filter(state=Reuse.State.CONFIRMED)

    def waiting(self) -> Self:
        return self.filter(state=Reuse.State.WAITING)


class Reuse(models.Model):
    """An office uses the result of another one's project: said by its coordinator, confirmed by the owner."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for confirmation")
        CONFIRMED = "confirmed", _("confirmed")
        REFUSED = "refused", _("not confirmed")

    TONES: Mapping[str, str] = {"waiting": "warn", "confirmed": "ok", "refused": "quiet"}

    project = models.ForeignKey(Project, models.PROTECT, related_name="reuses")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="reuses")
    since = models.DateField(_("in use since"))
    cost = models.DecimalField(
        _("what it cost to begin using it, in złoty"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    note = models.CharField(_("what others should know"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.WAITING)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    said_at = models.DateTimeField(_("said at"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = ReuseQuerySet.as_manager()

    class Meta:
        verbose_name = _("use by another office")
        verbose_name_plural = _("uses by other offices")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "organisation"],
                name="projects_archive_reuse_once",
                violation_error_message=_("Your office has already said that it uses this."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.project}"

    @property
    def tone(self) -> str:
        return self.TONES[self.state]


class EnquiryQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """One's own; those that offices one looks after asked or were asked; all for archive staff."""
        if is_archive_staff(user):
            return self
        if not user.is_authenticated:
            return self.none()
        offices = Organisation.objects.coordinated_by(user).values("pk")
        return self.filter(
            Q(asked_by=user) | Q(organisation__in=offices) | Q(project__organisation__in=offices)
        )

    def open(self) -> Self:
        return self.filter(answered_at=None)


class Enquiry(models.Model):
    """„Zapytanie o wykorzystanie rozwiązania”: asked for an office, answered by the owner's coordinator."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="enquiries")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    question = models.TextField(_("what do you want to know?"), max_length=3000)
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    due_on = models.DateField(_("answer until"))
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    answer = models.TextField(_("answer"), max_length=5000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("enquiry about using a solution")
        verbose_name_plural = _("enquiries about using solutions")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "organisation"],
                condition=Q(answered_at=None),
                name="projects_archive_enquiry_one_open",
                violation_error_message=_(
                    "Your office has already asked about this; the answer is still to come."
                ),
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(answered_at__gte=F("asked_at")),
                name="projects_archive_enquiry_in_order",
            ),
        ]
        indexes = [
            models.Index(  # the daily reminder
                fields=["due_on"],
                condition=Q(answered_at=None, reminded_at=None),
                name="projects_archive_enquiry_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.project}"

    def get_absolute_url(self) -> str:
        return reverse("projects_archive:enquiry", args=[self.pk])

    def is_late(self, on) -> bool:
        return self.answered_at is None and self.due_on < on
