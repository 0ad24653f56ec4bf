from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from knowledge.models.localised import localised

LONGEST = 500


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class Asked(models.Model):
    """The words of a question and what can be answered to it."""

    class Kind(models.TextChoices):
        YES_NO = "yes_no", _("yes or no")
        CHOICE = "choice", _("one of several")
        TEXT = "text", _("a few words")

    kind = models.CharField(_("kind of answer"), max_length=6, choices=Kind, default=Kind.YES_NO)
    label_pl = models.CharField(_("question (Polish)"), max_length=200)
    label_en = models.CharField(_("question (English)"), max_length=200, blank=True)
    choices_pl = models.TextField(
        _("answers to choose from (Polish)"),
        max_length=1000,
        blank=True,
        help_text=_("One a line; only for one of several."),
    )
    choices_en = models.TextField(
        _("answers to choose from (English)"),
        max_length=1000,
        blank=True,
        help_text=_("The same number of lines, or none."),
    )

    label = localised("label")
    choices = localised("choices")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        polish, english = lines(self.choices_pl), lines(self.choices_en)
        if self.kind == self.Kind.CHOICE and len(set(polish)) < 2:
            raise ValidationError({"choices_pl": _("Two different answers at least, one a line.")})
        if self.kind == self.Kind.CHOICE and english and len(english) != len(polish):
            raise ValidationError({"choices_en": _("As many lines as in Polish, or none.")})

    @property
    def options(self) -> list[tuple[str, str]]:
        """Value and label of each answer to choose from; a choice is kept as its Polish words."""
        if self.kind == self.Kind.YES_NO:
            return [
                ("yes", pgettext_lazy("answer", "yes")),
                ("no", pgettext_lazy("answer", "no")),
            ]
        if self.kind == self.Kind.TEXT:
            return []
        polish = lines(self.choices_pl)
        return list(zip(polish, lines(self.choices) or polish, strict=False))
