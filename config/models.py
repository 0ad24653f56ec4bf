from django.db import models
from django.utils.translation import gettext_lazy as _


class ScheduledRun(models.Model):
    """One run of a scheduled job: a row per job and slot, so that no two workers run the same one."""

    name = models.CharField(_("job"), max_length=60)
    slot = models.DateTimeField(_("slot"))
    leased_until = models.DateTimeField(_("leased until"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("scheduled run")
        verbose_name_plural = _("scheduled runs")
        constraints = [
            models.UniqueConstraint(fields=["name", "slot"], name="config_scheduledrun_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.slot:%Y-%m-%d %H:%M}"
