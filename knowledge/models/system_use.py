from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Organisation
from knowledge.models.system import System


class SystemUse(models.Model):
    """An office says that it works with a system: then it hears of its difficulties."""

    system = models.ForeignKey(System, models.CASCADE, related_name="uses")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("use of a system")
        verbose_name_plural = _("uses of systems")
        constraints = [
            models.UniqueConstraint(
                fields=["system", "organisation"], name="knowledge_systemuse_once"
            )
        ]
        indexes = [models.Index(fields=["organisation"])]  # the banner of an office

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.system_id}"
