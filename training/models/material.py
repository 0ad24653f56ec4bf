from datetime import datetime
from typing import Self

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.roles import Role
from foundation.files.models import StoredFile
from training.models.session import Session
from training.states import LISTED


class SessionMaterialQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Of sessions in which one has a place or was; of those one teaches; everything for organisers."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.ORGANISER, Role.ADMINISTRATOR):
            return self
        attended = Session.objects.filter(
            enrolments__person=user, enrolments__state__in=LISTED
        ).values("pk")
        taught = Session.objects.taught_by(user).values("pk")
        return self.filter(Q(session__in=attended) | Q(session__in=taught))


class SessionMaterial(models.Model):
    """Slides, an exercise, the recording: a file of ours or a link, for those who take part."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="materials")
    title = models.CharField(_("title"), max_length=150)
    file = models.OneToOneField(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    url = models.URLField(
        _("link"), max_length=500, blank=True, validators=[URLValidator(["https"])]
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)

    objects = SessionMaterialQuerySet.as_manager()

    class Meta:
        verbose_name = _("material of a session")
        verbose_name_plural = _("materials of a session")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file=None) ^ Q(url=""),
                name="training_material_file_or_link",
                violation_error_message=_("Add a file or a link, one of the two."),
            )
        ]

    def __str__(self) -> str:
        return self.title
