from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from helpdesk.models.queue import Queue


class EscalationStep(models.Model):
    """Who hears of a ticket, besides its agent, when a share of the time to its deadline has passed.

    The moments are those of the warnings of its service level (`DeadlineWarning`): a step is taken
    with the first warning that reaches its share, once for each deadline.
    """

    class Whom(models.TextChoices):
        DEPUTY = "deputy", _("the deputy of its agent, or its queue where there is none")
        SUPERVISOR = "supervisor", _("supervisors")

    queue = models.ForeignKey(
        Queue, models.CASCADE, related_name="escalation_steps", verbose_name=_("queue")
    )
    share = models.PositiveSmallIntegerField(
        _("share of the time used up (%)"),
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Taken with the first warning of the service level that reaches it."),
    )
    whom = models.CharField(_("who is told"), max_length=10, choices=Whom)

    class Meta:
        verbose_name = _("step of escalation")
        verbose_name_plural = _("steps of escalation")
        ordering = ["queue", "share"]
        constraints = [
            models.UniqueConstraint(
                fields=["queue", "share", "whom"],
                name="helpdesk_escalationstep_once",
                violation_error_message=_("This step is already there."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.queue}: {self.share} % → {self.get_whom_display()}"
