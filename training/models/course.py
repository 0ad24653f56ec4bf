from datetime import datetime
from typing import Self

from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from foundation.accounts.roles import Role
from knowledge.models import Audience, Requirement, System, Topic
from knowledge.models.localised import localised
from training.models.competence import WithCompetences
from training.models.course_test import WithTest

WRITERS = (Role.EDITOR, Role.REVIEWER, Role.ORGANISER, Role.ADMINISTRATOR)


class CourseQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Published ones; drafts only for those who write or organise."""
        if user.is_authenticated and user.has_role(*WRITERS):
            return self
        return self.filter(live=True)


class Course(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    WithTest,
    WithCompetences,
    ClusterableModel,
):
    """What one can learn here; when and where stands in its sessions."""

    class Kind(models.TextChoices):
        COURSE = "course", pgettext_lazy("kind of training", "course")
        WEBINAR = "webinar", _("webinar")
        SEMINAR = "seminar", _("seminar")
        CONFERENCE = "conference", _("conference")
        SELF_PACED = "self_paced", _("at one's own pace")

    class Level(models.TextChoices):
        BASIC = "basic", _("basic")
        INTERMEDIATE = "intermediate", _("intermediate")
        ADVANCED = "advanced", _("advanced")

    slug = models.SlugField(_("address"), unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.COURSE)
    title_pl = models.CharField(_("title (Polish)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=200, blank=True)
    summary_pl = models.TextField(_("summary (Polish)"))
    summary_en = models.TextField(_("summary (English)"), blank=True)
    outcomes_pl = models.TextField(
        _("what you will be able to do (Polish)"), help_text=_("One thing a line."), blank=True
    )
    outcomes_en = models.TextField(
        _("what you will be able to do (English)"), help_text=_("One thing a line."), blank=True
    )
    audience = models.CharField(
        _("for whom"),
        max_length=10,
        choices=Audience,
        blank=True,
        help_text=_("Empty means everybody."),
    )
    level = models.CharField(_("level"), max_length=12, choices=Level, default=Level.BASIC)
    length_minutes = models.PositiveIntegerField(_("length in minutes"))
    presence_percent = models.PositiveSmallIntegerField(
        _("presence needed for a certificate, in per cent"),
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    certificate_months = models.PositiveSmallIntegerField(
        _("months for which the certificate counts"),
        null=True,
        blank=True,
        help_text=_("Empty means for good."),
    )
    requirements = ParentalManyToManyField(
        Requirement, blank=True, related_name="+", verbose_name=_("requirements it teaches")
    )
    systems = ParentalManyToManyField(
        System, blank=True, related_name="+", verbose_name=_("systems it is about")
    )
    topics = ParentalManyToManyField(Topic, blank=True, related_name="+", verbose_name=_("topics"))
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="course",
        for_concrete_model=False,
    )
    revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="course",
        for_concrete_model=False,
    )

    objects = CourseQuerySet.as_manager()

    title = localised("title")
    summary = localised("summary")
    outcomes = localised("outcomes")

    preview_modes = [("", _("Course")), ("lessons", _("Lessons and test"))]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ["title_pl", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("training:course", args=[self.slug])

    def get_preview_template(self, request, mode_name: str) -> str:
        return "training/learning/preview.html" if mode_name else "training/course.html"

    def get_preview_context(self, request, mode_name: str) -> dict[str, object]:
        return {
            "course": self,
            "upcoming": [],
            "crumbs": [],
            "lessons": self.lessons.all(),
            "materials": self.materials.all(),
        }

    @property
    def outcome_lines(self) -> list[str]:
        return [line.strip(" -–•") for line in self.outcomes.splitlines() if line.strip()]

    @property
    def is_conference(self) -> bool:
        return self.kind == self.Kind.CONFERENCE

    @property
    def is_self_paced(self) -> bool:
        return self.kind == self.Kind.SELF_PACED
