from typing import Self

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager

from knowledge.models.newsroom_page import NewsroomPage, NewsroomPageQuerySet
from knowledge.newsroom.data import article_data


class NewsPageQuerySet(NewsroomPageQuerySet):
    def for_list(self) -> Self:
        """What a row shows, newest first."""
        return self.with_row().order_by("-first_published_at", "-pk")


class NewsPage(NewsroomPage):
    """Something that happened, told once: it is dated and not kept up to date."""

    objects = PageManager.from_queryset(NewsPageQuerySet)()

    template = "knowledge/news/article.html"
    parent_page_types = ["knowledge.NewsIndexPage"]
    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]

    class Meta:
        verbose_name = pgettext_lazy("one piece", "news")
        verbose_name_plural = _("news")

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        data = article_data(self, self.get_full_url(request) or "")
        return super().get_context(request, *args, **kwargs) | {"data": data}
