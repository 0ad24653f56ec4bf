from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class AsksApproval(models.Model):
    """Whether a supervisor has to agree before somebody gets a place, and what is held meanwhile."""

    needs_approval = models.BooleanField(
        _("a supervisor has to agree"),
        default=False,
        help_text=_("By a link in a mail. Those whom a coordinator enrols need no other approval."),
    )
    approval_days = models.PositiveSmallIntegerField(
        _("working days for the answer"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
    )
    approval_hold_hours = models.PositiveSmallIntegerField(
        _("hours for which a place is held meanwhile"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(240)],
        help_text=_("Empty means that no place is held until the supervisor agrees."),
    )

    class Meta:
        abstract = True
