from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Organisation
from training.models.course import Course
from training.models.session import Session


class EditionNoticeQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """One's own."""
        return self.filter(person=user) if user.is_authenticated else self.none()

    def waiting(self) -> Self:
        return self.filter(session=None)

    def due(self) -> Self:
        return self.filter(session__isnull=False, course__live=True)


class EditionNotice(models.Model):
    """Somebody waits to hear of the next session of a course, for their office. Gone once they were told."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="edition_notices")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    # The session to tell of, from its announcement until the worker has written.
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = EditionNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to be told of a new session")
        verbose_name_plural = _("requests to be told of a new session")
        ordering = ["asked_at", "pk"]
        indexes = [
            # the worker, once a second
            models.Index(
                fields=["id"], condition=Q(session__isnull=False), name="training_edition_to_tell"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "person"],
                name="training_editionnotice_once",
                violation_error_message=_("You have asked for that already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.course}: {self.person}"
