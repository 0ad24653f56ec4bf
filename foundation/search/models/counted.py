from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.search.discretion import may_name_somebody
from foundation.search.folding import fold

KEPT_FOR = timedelta(days=90)
LONGEST = 100
# Rarer questions might tell of the one person who asked them; editors do not see them.
SHOWN_FROM = 3


class CountedQuestionQuerySet(models.QuerySet):
    def note(self, text: str, language: str, *, is_found: bool, at: datetime) -> None:
        """Count a question once more; who asked is not kept, nor what may name somebody."""
        text = as_counted(text)
        if not text:
            return
        more = {"times": F("times") + 1, "last_at": at}
        more |= {} if is_found else {"in_vain": F("in_vain") + 1}
        row = self.filter(text=text, language=language)
        if not row.update(**more):
            new = self.model(text=text, language=language, last_at=at)
            self.bulk_create([new], ignore_conflicts=True)
            row.update(**more)

    def note_click(self, text: str, language: str) -> None:
        """Count that one of the results of a known question was opened."""
        row = self.filter(text=as_counted(text), language=language)
        row.update(clicks=F("clicks") + 1)

    def shown(self) -> Self:
        return self.filter(times__gte=SHOWN_FROM)

    def without_hit(self) -> Self:
        return self.filter(in_vain__gt=0)

    def without_click(self) -> Self:
        """Something was found each time, and never what was wanted."""
        return self.filter(~Q(times=F("in_vain")), clicks=0)

    def forget_old(self, at: datetime) -> int:
        return self.filter(last_at__lt=at - KEPT_FOR).delete()[0]


class CountedQuestion(models.Model):
    """Words that people looked for, folded, and how often with what success; kept for ninety days."""

    text = models.CharField(_("question"), max_length=LONGEST)
    language = models.CharField(_("language"), max_length=2)
    times = models.PositiveIntegerField(_("times"), default=0)
    in_vain = models.PositiveIntegerField(_("without a hit"), default=0)
    clicks = models.PositiveIntegerField(_("results opened"), default=0)
    last_at = models.DateTimeField(_("last asked"))

    objects = CountedQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question to the search")
        verbose_name_plural = _("questions to the search")
        ordering = ["-times", "-last_at"]
        indexes = [models.Index(fields=["-times", "-last_at"])]  # the editors' lists
        constraints = [
            models.UniqueConstraint(fields=["text", "language"], name="search_counted_once")
        ]

    def __str__(self) -> str:
        return self.text


def as_counted(text: str) -> str:
    """The question as it is counted, in any case and with or without its marks; empty for what is not kept."""
    text = " ".join(text.split())
    return "" if may_name_somebody(text) or len(text) > LONGEST else fold(text)
