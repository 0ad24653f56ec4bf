from datetime import date, datetime
from decimal import Decimal
from typing import Self

from django.db import models
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext_lazy as _

from helpdesk.models.category import CategoryField
from helpdesk.models.ticket import Ticket


class AnswerQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        return self.filter(ticket__in=Ticket.objects.visible_to(user, at).values("pk"))


class Answer(models.Model):
    """What was answered to one question of a category, under the question's words at that time."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="answers")
    # Null: the question was taken out of the category since.
    field = models.ForeignKey(
        CategoryField, models.SET_NULL, null=True, blank=True, related_name="answers"
    )
    label = models.CharField(_("question"), max_length=150)
    kind = models.CharField(_("kind"), max_length=12, choices=CategoryField.Kind)
    value = models.CharField(_("answer"), max_length=500)  # a date as 2026-11-28, a number as 1.5
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer in a form")
        verbose_name_plural = _("answers in forms")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"

    @property
    def shown(self) -> str:
        """The answer as people read it: a day in words, a number with a comma."""
        if self.kind == CategoryField.Kind.DATE:
            return date_format(date.fromisoformat(self.value), "j E Y")
        if self.kind == CategoryField.Kind.NUMBER:
            return number_format(Decimal(self.value), use_l10n=True)
        return self.value
