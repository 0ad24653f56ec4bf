from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from knowledge.models.localised import localised
from training.blocks import TestBlock


class WithTest(models.Model):
    """What the end of a course asks, and when it is passed; without questions there is no test."""

    test_pl = StreamField(TestBlock(required=False), verbose_name=_("test (Polish)"), blank=True)
    test_en = StreamField(TestBlock(required=False), verbose_name=_("test (English)"), blank=True)
    pass_percent = models.PositiveSmallIntegerField(
        _("right answers needed to pass, in per cent"),
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    test_attempts = models.PositiveSmallIntegerField(
        _("attempts at the test"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text=_("Who has used them up begins the course anew."),
    )

    test = localised("test")

    class Meta:
        abstract = True
