"""What an office says about its projects, and the gate that its descriptions pass."""

from collections.abc import Mapping
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Organisation
from projects_archive.models.line import FundingLine
from projects_archive.models.record import ProjectRecord
from projects_archive.permissions import is_archive_staff


class LineStatementQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Those of offices one coordinates; archive staff see all."""
        if is_archive_staff(user):
            return self
        return self.filter(organisation__in=Organisation.objects.coordinated_by(user).values("pk"))


class LineStatement(models.Model):
    """What the office itself says about a line of a list. The newest one counts, none is changed."""

    class Verdict(models.TextChoices):
        RIGHT = "right", _("the list is right")
        WRONG = "wrong", _("something in the list is wrong")
        NOT_OURS = "not_ours", _("this is not our project")

    line = models.ForeignKey(FundingLine, models.PROTECT, related_name="statements")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    verdict = models.CharField(_("what the office says"), max_length=8, choices=Verdict)
    note = models.CharField(_("what is wrong"), max_length=500, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now)

    objects = LineStatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement of an office")
        verbose_name_plural = _("statements of offices")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_verdict_display()}"


class SubmissionQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Those of offices one coordinates; archive staff see all."""
        if is_archive_staff(user):
            return self
        offices = Organisation.objects.coordinated_by(user).values("pk")
        return self.filter(record__project__organisation__in=offices)

    def waiting(self) -> Self:
        return self.filter(state=Submission.State.WAITING)


class Submission(models.Model):
    """A description sent for publication: it passes five questions, or goes back with a comment."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for a reviewer")
        PUBLISHED = "published", _("published")
        RETURNED = "returned", _("to be completed")
        TAKEN_BACK = "taken_back", _("taken back by the office")

    # The five checks of the Interoperable Europe portal for solutions that others may use again.
    CHECKS: Mapping[str, object] = {
        "free_of_rights": _("No rights of others block using it again."),
        "no_personal_data": _("It holds no personal or confidential data."),
        "licence_allows": _(
            "Its licence lets public bodies use it again, or nothing is given away."
        ),
        "has_maintainer": _("A body is named that looks after it."),
        "in_scope": _("It is about a digital project of a public body."),
    }

    record = models.ForeignKey(ProjectRecord, models.CASCADE, related_name="submissions")
    revision = models.ForeignKey(
        "wagtailcore.Revision", models.SET_NULL, null=True, related_name="+"
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)
    checks = models.JSONField(_("checks that were answered with yes"), default=list)
    comment = models.TextField(_("comment"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("description sent for publication")
        verbose_name_plural = _("descriptions sent for publication")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["record"],
                condition=Q(state="waiting"),
                name="projects_archive_submission_one_waiting",
                violation_error_message=_("This description is already being checked."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.record} – {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        return reverse("projects_archive:submission", args=[self.pk])
