from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from foundation.folding import FoldedField
from helpdesk.models.ticket import Ticket
from knowledge.models.localised import localised


class TagQuerySet(models.QuerySet):
    def active(self) -> "TagQuerySet":
        return self.filter(is_active=True)


class Tag(models.Model):
    """A word by which the desk sorts tickets; supervisors keep the list, requesters never see it."""

    slug = models.SlugField(_("address"), unique=True)
    name_pl = models.CharField(_("name (Polish)"), max_length=50)
    name_en = models.CharField(_("name (English)"), max_length=50, blank=True)
    is_active = models.BooleanField(
        _("in use"), default=True, help_text=_("One out of use stays on the tickets that have it.")
    )

    search_key = FoldedField(sources=("name_pl", "name_en"))

    tickets = models.ManyToManyField(
        Ticket, blank=True, related_name="tags", verbose_name=_("tickets")
    )

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name_pl"]
        constraints = [
            models.UniqueConstraint(
                Lower("name_pl"),
                name="helpdesk_tag_name_once",
                violation_error_message=_("There is a tag of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    name = localised("name")
