from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class SynonymQuerySet(models.QuerySet):
    def lines(self) -> tuple[str, ...]:
        """Every line, the same tuple as long as nothing changes."""
        return tuple(self.values_list("names", flat=True))


class Synonym(models.Model):
    """Names that stand for each other in questions: an abbreviation and what it stands for.

    Used when asking, so that a change works at once and needs no indexing.
    """

    names = models.CharField(
        _("names of the same thing"),
        max_length=300,
        unique=True,
        help_text=_("Separated by commas: JST, jednostka samorządu terytorialnego."),
    )

    objects = SynonymQuerySet.as_manager()

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms and abbreviations")
        ordering = ["names"]

    def __str__(self) -> str:
        return self.names

    def clean(self) -> None:
        """Tidy the commas, and refuse a line with fewer than two names."""
        names = [" ".join(name.split()) for name in self.names.split(",") if name.strip()]
        if len(names) < 2:
            raise ValidationError({"names": _("Write at least two names, separated by a comma.")})
        self.names = ", ".join(names)
