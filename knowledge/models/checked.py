from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CheckedFact(models.Model):
    """A fact that a person compares with its source; until then it is shown as to be confirmed."""

    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("checked by"),
    )

    class Meta:
        abstract = True

    @property
    def is_checked(self) -> bool:
        return self.checked_on is not None
