from django.db import models
from django.utils.translation import gettext_lazy as _


class Appearance(models.Model):
    """When everybody could first find something; what a rebuilt index holds has not appeared anew."""

    key = models.CharField(_("key"), max_length=164, unique=True)  # app.model.pk
    at = models.DateTimeField(
        _("first found by everybody at"), db_index=True
    )  # what is new since …

    class Meta:
        verbose_name = _("appearance in the search")
        verbose_name_plural = _("appearances in the search")

    def __str__(self) -> str:
        return self.key
