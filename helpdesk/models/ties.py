from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class TicketTies(models.Model):
    """How a ticket belongs with others; the rules stand in docs/ties.md."""

    # The larger problem that this ticket is a part of. One level only: a part has no parts.
    parent = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    # The ticket that goes on in place of this one, which stays as it was and takes no more changes.
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name=_("merged into"),
    )
    split_from = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="split_off",
        verbose_name=_("split off from"),
    )

    class Meta:
        abstract = True

    @property
    def survivor(self) -> Self:
        """The last ticket of the chain of merges that begins here; itself where nobody merged it."""
        return self.merged_into.survivor if self.merged_into else self
