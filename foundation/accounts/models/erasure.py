from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.due import DueWork


class ErasureOrder(DueWork):
    """A person is to be forgotten: done by the worker in every app, with what it erased and kept."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="erasure", verbose_name=_("person")
    )
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("ordered by"),
    )
    ordered_at = models.DateTimeField(_("ordered at"), default=timezone.now)
    # Rows of `{"label", "erased", "restricted", "ground"}`, in the language of the person who ordered.
    report = models.JSONField(_("report"), default=list, blank=True)

    class Meta(DueWork.Meta):
        verbose_name = _("order to erase a person")
        verbose_name_plural = _("orders to erase people")

    def __str__(self) -> str:
        return f"{self.user_id}: {self.get_state_display()}"
