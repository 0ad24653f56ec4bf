from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.documents.models import Document
from wagtail.models import Orderable

from knowledge.models.localised import localised
from training.models.course import Course


class CourseMaterial(Orderable):
    """A file for everybody who reads of a course; what only participants get hangs on the session."""

    course = ParentalKey(Course, on_delete=models.CASCADE, related_name="materials")
    title_pl = models.CharField(_("title (Polish)"), max_length=150)
    title_en = models.CharField(_("title (English)"), max_length=150, blank=True)
    document = models.ForeignKey(Document, models.CASCADE, related_name="+", verbose_name=_("file"))

    title = localised("title")

    panels = [
        FieldRowPanel([FieldPanel("title_pl"), FieldPanel("title_en")]),
        FieldPanel("document"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("material of a course")
        verbose_name_plural = _("materials of a course")

    def __str__(self) -> str:
        return self.title
