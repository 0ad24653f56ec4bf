from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from training.models.asked import LONGEST, Asked
from training.models.enrolment import Enrolment
from training.models.session import Session


class SessionQuestion(Asked):
    """What organisers ask everybody who comes: meals, parking. Taken out with its answers, never changed."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="questions")
    is_required = models.BooleanField(_("has to be answered"), default=False)

    class Meta:
        verbose_name = _("question to participants")
        verbose_name_plural = _("questions to participants")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="choice") | ~Q(choices_pl=""),
                name="training_question_has_choices",
                violation_error_message=_("Write the answers to choose from, one a line."),
            )
        ]


class EnrolmentAnswer(models.Model):
    """What one participant answered; gone some weeks after the session, or with the enrolment."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="answers")
    question = models.ForeignKey(SessionQuestion, models.CASCADE, related_name="answers")
    value = models.CharField(max_length=LONGEST)

    class Meta:
        verbose_name = _("answer of a participant")
        verbose_name_plural = _("answers of participants")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "question"], name="training_enrolmentanswer_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.words}"

    @property
    def words(self) -> str:
        """The answer as people read it."""
        return str(dict(self.question.options).get(self.value, self.value))
