from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField

from knowledge.models.localised import localised


class Competence(models.Model):
    """What a person can do after a course, in one short list that organisers keep."""

    slug = models.SlugField(_("address"), unique=True)
    name_pl = models.CharField(_("name (Polish)"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("competence")
        verbose_name_plural = _("competences")
        ordering = ["name_pl", "pk"]

    def __str__(self) -> str:
        return self.name

    name = localised("name")


class WithCompetences(models.Model):
    """What a course builds up, and what it builds on. Nobody is refused: people judge that themselves."""

    competences = ParentalManyToManyField(
        Competence, blank=True, related_name="+", verbose_name=_("competences it builds up")
    )
    prior_courses = ParentalManyToManyField(
        "self",
        blank=True,
        symmetrical=False,
        related_name="+",
        verbose_name=_("courses to take before"),
    )
    prior_knowledge_pl = models.CharField(
        _("what one should know before (Polish)"), max_length=300, blank=True
    )
    prior_knowledge_en = models.CharField(
        _("what one should know before (English)"), max_length=300, blank=True
    )

    prior_knowledge = localised("prior_knowledge")

    class Meta:
        abstract = True
