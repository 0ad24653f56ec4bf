from django.db import models
from django.utils.translation import gettext_lazy as _

from helpdesk.models.category import Category
from helpdesk.models.queue import Kind
from knowledge.models import Requirement, System


class Matter(models.Model):
    """What a ticket is about."""

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.QUESTION)
    subject = models.CharField(_("subject"), max_length=200)
    # Null: by mail or phone, or opened before there were categories.
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tickets",
        verbose_name=_("category"),
    )
    system = models.ForeignKey(
        System,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tickets",
        verbose_name=_("system"),
    )
    requirement = models.ForeignKey(
        Requirement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tickets",
        verbose_name=_("requirement"),
    )

    class Meta:
        abstract = True
