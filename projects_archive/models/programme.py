from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Period(models.TextChoices):
    """The financial perspectives of the European Union whose lists we read."""

    Y2007_2013 = "2007-2013", "2007–2013"
    Y2014_2020 = "2014-2020", "2014–2020"
    Y2021_2027 = "2021-2027", "2021–2027"


class FundingProgramme(models.Model):
    """A programme that paid, e.g. FERC in 2021–2027; one period, one code as the lists write it."""

    code = models.CharField(_("code or name in the lists"), max_length=200)
    period = models.CharField(_("period"), max_length=9, choices=Period)
    name_pl = models.CharField(_("name (Polish)"), max_length=250, blank=True)
    name_en = models.CharField(_("name (English)"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("funding programme")
        verbose_name_plural = _("funding programmes")
        ordering = ["period", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "code"],
                name="projects_archive_programme_once",
                violation_error_message=_("This programme is already here."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_period_display()})"

    @property
    def name(self) -> str:
        return (self.name_en if get_language() == "en" else "") or self.name_pl or self.code
