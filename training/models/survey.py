import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from training.models.enrolment import Enrolment
from training.models.session import Session


class SurveyInvitation(models.Model):
    """Who may answer, and that they did. When, and what, is written nowhere beside the person."""

    enrolment = models.OneToOneField(Enrolment, models.CASCADE, related_name="survey_invitation")
    told_at = models.DateTimeField(null=True)
    has_answered = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("invitation to a survey")
        verbose_name_plural = _("invitations to surveys")
        ordering = ["pk"]
        indexes = [
            # the worker, once a second
            models.Index(fields=["id"], condition=Q(told_at=None), name="training_survey_to_tell")
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}"


def _rating(label) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        label, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )


class SurveyAnswer(models.Model):
    """What somebody who was there thinks. No person, no moment, and a key that tells no order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="survey_answers")
    useful = _rating(_("What I learned helps me in my work"))
    clear = _rating(_("The trainer explained clearly"))
    pace = _rating(_("The pace and the length were right"))
    organised = _rating(_("The training was well organised"))
    best = models.TextField(_("What helped you most?"), max_length=1000, blank=True)
    better = models.TextField(_("What should we change?"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("answer to a survey")
        verbose_name_plural = _("answers to surveys")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.session_id}"
