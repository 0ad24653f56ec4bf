from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from knowledge.blocks import BodyBlock
from knowledge.models.audience import Audience
from knowledge.models.page import CachedPage, PublicPageQuerySet
from knowledge.models.topic import Topic


class NewsroomPageQuerySet(PublicPageQuerySet):
    def with_row(self) -> Self:
        """What a row shows."""
        return self.select_related("topic").defer("body")


class NewsroomPage(CachedPage, Page):
    """What a piece of news and an event have in common: a lead, a text, for whom and about what."""

    lead = models.TextField(_("in short"), max_length=500, help_text=_("Shown first and in lists."))
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))
    audience = models.CharField(
        pgettext_lazy("audience", "For whom"),
        max_length=10,
        choices=Audience,
        blank=True,
        help_text=_("Empty means everybody."),
    )
    topic = models.ForeignKey(
        Topic,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("topic"),
    )

    subpage_types = []
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]
    promote_panels = [FieldPanel("audience"), FieldPanel("topic"), *Page.promote_panels]

    class Meta(Page.Meta):
        abstract = True
