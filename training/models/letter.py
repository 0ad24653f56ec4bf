import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.roles import Role
from training import placeholders
from training.models.enrolment import Enrolment
from training.models.session import Session
from training.states import Way


class LetterQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """Those who may write them: organisers, and the trainer of the session."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.ORGANISER, Role.ADMINISTRATOR):
            return self
        return self.filter(session__in=Session.objects.taught_by(user).values("pk"))

    def with_counts(self) -> Self:
        """Annotate `people` it is for, `sent` to how many so far, and `skipped` ones."""
        return self.annotate(
            people=Count("receivers"),
            sent=Count("receivers", filter=Q(receivers__outcome=LetterReceiver.Outcome.SENT)),
            skipped=Count("receivers", filter=Q(receivers__outcome=LetterReceiver.Outcome.SKIPPED)),
        )


class Letter(models.Model):
    """One text to participants in certain states, kept as it was written; it cannot be changed or sent anew."""

    # Made with the form: pressing the button twice writes one letter.
    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="letters")
    states = models.JSONField(_("for whom"))
    # Only those who take part this way, where a session has both; empty means everybody.
    way = models.CharField(_("how they take part"), max_length=8, choices=Way, blank=True)
    subject = models.CharField(
        _("subject"), max_length=150, validators=[placeholders.check], help_text=placeholders.hint
    )
    body = models.TextField(_("text"), max_length=8000, validators=[placeholders.check])
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField(_("written at"), default=timezone.now)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter to participants")
        verbose_name_plural = _("letters to participants")
        ordering = ["-written_at", "-pk"]
        indexes = [models.Index(fields=["session", "-written_at"])]  # the log, the daily cap

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("training:letter", args=[self.session_id, self.pk])


class LetterReceiver(models.Model):
    """Somebody a letter is for; the worker writes the mail, once."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("waiting to be sent")
        SENT = "sent", _("handed to the post")
        SKIPPED = "skipped", _("not sent: the person's state had changed")

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="receivers")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="letters")
    outcome = models.CharField(max_length=7, choices=Outcome, default=Outcome.WAITING)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("receiver of a letter")
        ordering = ["pk"]
        indexes = [
            # the worker, once a second
            models.Index(
                fields=["id"], condition=Q(outcome="waiting"), name="training_letter_to_send"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "enrolment"], name="training_letter_once_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.letter_id}: {self.enrolment_id}"
