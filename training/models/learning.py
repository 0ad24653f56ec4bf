import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.accounts.models import Mandate, Organisation
from foundation.accounts.roles import Role
from training.models.course import Course
from training.models.lesson import Lesson


def _number_of(rows: models.QuerySet, *, by: str) -> Coalesce:
    return Coalesce(Subquery(rows.order_by().values(by).annotate(n=Count("pk")).values("n")), 0)


class LearningQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """One's own; all for organisers. The office sees the certificate, not how one got there."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.ORGANISER, Role.ADMINISTRATOR):
            return self
        return self.filter(person=user)

    def ongoing(self) -> Self:
        return self.filter(state=Learning.State.ONGOING)

    def for_list(self) -> Self:
        """What rows read: the course, the office, lessons `done` of all `lessons`."""
        done = LessonProgress.objects.filter(learning=OuterRef("pk"), done_at__isnull=False)
        lessons = Lesson.objects.filter(course=OuterRef("course"))
        return self.select_related("course", "organisation").annotate(
            done=_number_of(done, by="learning"), lessons=_number_of(lessons, by="course")
        )


class Learning(models.Model):
    """One person's way through a course at their own pace, acting for one office."""

    class State(models.TextChoices):
        ONGOING = "ongoing", pgettext_lazy("learning", "under way")
        FINISHED = "finished", pgettext_lazy("learning", "finished")
        FAILED = "failed", pgettext_lazy("learning", "test not passed")

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, models.PROTECT, related_name="learnings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="learnings")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.ONGOING)
    started_at = models.DateTimeField(_("started at"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    # Of the attempt that passed; empty where the course has no test.
    test_percent = models.PositiveSmallIntegerField(_("result of the test"), null=True, blank=True)

    objects = LearningQuerySet.as_manager()

    class Meta:
        verbose_name = _("way through a course")
        verbose_name_plural = _("ways through courses")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["person", "-started_at"])]  # my training
        constraints = [
            models.UniqueConstraint(
                fields=["course", "person"],
                condition=Q(state="ongoing"),
                name="training_learning_one_ongoing",
                violation_error_message=_("You have begun this course already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.course}"

    def get_absolute_url(self) -> str:
        return reverse("training:learning", args=[self.uid])

    @property
    def is_ongoing(self) -> bool:
        return self.state == self.State.ONGOING

    @property
    def is_finished(self) -> bool:
        return self.state == self.State.FINISHED

    @property
    def has_earned_certificate(self) -> bool:
        return self.is_finished


class LessonProgress(models.Model):
    """What is kept of one lesson: whether it is done, and what was answered in it."""

    learning = models.ForeignKey(Learning, models.CASCADE, related_name="progress")
    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="+")
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    answers = models.JSONField(_("answers"), default=dict)  # keys of answers by key of the question

    class Meta:
        verbose_name = _("progress in a lesson")
        verbose_name_plural = _("progress in lessons")
        constraints = [
            models.UniqueConstraint(
                fields=["learning", "lesson"], name="training_lessonprogress_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.learning_id}: {self.lesson_id}"


class TestAttempt(models.Model):
    """One test as it was taken: what was asked and answered, and how it went. Never changed."""

    learning = models.ForeignKey(Learning, models.CASCADE, related_name="attempts")
    number = models.PositiveSmallIntegerField(_("number"))
    answers = models.JSONField(_("answers"))  # keys of answers by key of the question
    right = models.JSONField(_("answered right"))  # keys of questions
    asked = models.PositiveSmallIntegerField(_("questions"))
    percent = models.PositiveSmallIntegerField(_("result in per cent"))
    has_passed = models.BooleanField(_("passed"))
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("attempt at a test")
        verbose_name_plural = _("attempts at tests")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["learning", "number"], name="training_testattempt_numbers"
            )
        ]

    def __str__(self) -> str:
        return f"{self.learning_id}: {self.number}, {self.percent} %"
