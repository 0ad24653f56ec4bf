from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

one_of_ours_or_safe = RegexValidator(
    r"^(/(?!/)|https://)\S+\Z", _("Write an address of this service (/pl/…) or one with https://.")
)


class BestBet(models.Model):
    """An answer that editors put above everything found for certain words."""

    LANGUAGES = [("pl", "Polski"), ("en", "English")]

    words = models.CharField(
        _("words of the question"),
        max_length=120,
        help_text=_("Shown when a question has all these words, in any form."),
    )
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES, default="pl")
    title = models.CharField(_("title"), max_length=150)
    note = models.CharField(_("one sentence"), max_length=250, blank=True)
    address = models.CharField(_("address"), max_length=300, validators=[one_of_ours_or_safe])

    class Meta:
        verbose_name = _("best bet")
        verbose_name_plural = _("best bets")
        ordering = ["words"]
        constraints = [
            models.UniqueConstraint(
                fields=["words", "language", "address"],
                name="search_bestbet_once",
                violation_error_message=_("These words already lead there."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.words} → {self.title}"
