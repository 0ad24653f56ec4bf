from typing import Self

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.search import index

from knowledge.blocks import BodyBlock
from knowledge.models.audience import Audience
from knowledge.models.page import CachedPage, PublicPageQuerySet
from knowledge.models.topic import Topic
from knowledge.newsroom.data import article_data

SORTED_BY = [FieldPanel("audience"), FieldPanel("topic")]


class NewsPageQuerySet(PublicPageQuerySet):
    def for_list(self) -> Self:
        """What a row shows, newest first."""
        return self.select_related("topic").order_by("-first_published_at", "-pk").defer("body")


class NewsPage(CachedPage, Page):
    """Something that happened, told once: it is dated and not kept up to date."""

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
        related_name="news",
        verbose_name=_("topic"),
    )

    objects = PageManager.from_queryset(NewsPageQuerySet)()

    template = "knowledge/news/article.html"
    parent_page_types = ["knowledge.NewsIndexPage"]
    subpage_types = []
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]
    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    promote_panels = [*SORTED_BY, *Page.promote_panels]

    class Meta:
        verbose_name = pgettext_lazy("one piece", "news")
        verbose_name_plural = _("news")

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        data = article_data(self, self.get_full_url(request) or "")
        return super().get_context(request, *args, **kwargs) | {"data": data}
