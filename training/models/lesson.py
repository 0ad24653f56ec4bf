from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from knowledge.models.localised import localised
from training.blocks import LessonBlock
from training.models.course import Course


class Lesson(Orderable):
    """One step of a course that one takes at one's own pace; written and published with the course."""

    course = ParentalKey(Course, on_delete=models.CASCADE, related_name="lessons")
    title_pl = models.CharField(_("title (Polish)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("length in minutes"), default=10, validators=[MinValueValidator(1)]
    )
    body_pl = StreamField(LessonBlock(), verbose_name=_("text (Polish)"))
    body_en = StreamField(LessonBlock(required=False), verbose_name=_("text (English)"), blank=True)

    title = localised("title")
    body = localised("body")

    panels = [
        FieldRowPanel([FieldPanel("title_pl"), FieldPanel("title_en"), FieldPanel("minutes")]),
        FieldPanel("body_pl"),
        FieldPanel("body_en"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def __str__(self) -> str:
        return self.title
