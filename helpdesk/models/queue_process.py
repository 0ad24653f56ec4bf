from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Assigns(models.TextChoices):
    """Who gets a new ticket; kept here so that `Queue.Assigns` names it."""

    BY_HAND = "hand", _("to whoever takes them")
    BY_LOAD = "load", _("to the agent with the fewest open tickets")
    BY_TOPIC = "topic", _("to agents who know the system, then by load")


class QueueProcess(models.Model):
    """What a supervisor sets about the way of a ticket through a queue."""

    Assigns = Assigns

    closes_after_days = models.PositiveSmallIntegerField(
        _("a resolved ticket closes after (days)"),
        null=True,
        blank=True,
        default=14,
        validators=[MinValueValidator(3)],
        help_text=_(
            "The requester is told two days before. Leave empty to keep tickets resolved until "
            "somebody closes them."
        ),
    )

    assigns = models.CharField(
        _("new tickets go"), max_length=10, choices=Assigns, default=Assigns.BY_HAND
    )

    needs_approval = models.BooleanField(
        _("questions are finished by an answer that a second agent approved"), default=False
    )

    class Meta:
        abstract = True
