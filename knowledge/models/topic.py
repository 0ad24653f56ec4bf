from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.models.localised import localised


class Topic(models.Model):
    """A topic by which guidance is found."""

    slug = models.SlugField(_("address"), unique=True)
    name_pl = models.CharField(_("name (Polish)"), max_length=100)
    name_en = models.CharField(_("name (English)"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name_pl"]

    def __str__(self) -> str:
        return self.name

    name = localised("name")
