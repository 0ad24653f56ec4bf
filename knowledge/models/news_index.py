from functools import partial

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager

from foundation.keyset import keyset_page, query
from knowledge.models.event import EventPage
from knowledge.models.news import NewsPage
from knowledge.models.page import CachedPage, PublicPageQuerySet

PAGE_SIZE = 20
MOST_COMING = 12
MOST_PAST = 4  # beside the news; the rest is a list of its own
PAST = "past"


class NewsIndexPage(CachedPage, Page):
    """All news and events of one language."""

    lead = models.TextField(_("in short"), blank=True)

    objects = PageManager.from_queryset(PublicPageQuerySet)()

    template = "knowledge/news/index.html"
    parent_page_types = ["knowledge.HomePage"]
    subpage_types = ["knowledge.NewsPage", "knowledge.EventPage"]
    content_panels = [*Page.content_panels, FieldPanel("lead")]

    class Meta:
        verbose_name = _("list of news and events")

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        shows_past = request.GET.get("events") == PAST
        listing = self._past_events if shows_past else self._news
        return super().get_context(request, *args, **kwargs) | listing(request)

    def _news(self, request: HttpRequest) -> dict:
        news = NewsPage.objects.child_of(self).visible_to(request.user).for_list()
        events = self._events(request)
        page = keyset_page(news, request.GET, field="first_published_at", size=PAGE_SIZE)
        past = list(events.past(timezone.now())[: MOST_PAST + 1])
        return {
            "news": page.rows,
            "coming": events.coming(timezone.now())[:MOST_COMING],
            "past": past[:MOST_PAST],
            "has_more_past": len(past) > MOST_PAST,
            **page.addresses(),
        }

    def _past_events(self, request: HttpRequest) -> dict:
        events = self._events(request).past(timezone.now())
        page = keyset_page(events, request.GET, field="starts_at", size=PAGE_SIZE)
        return {"past_events": page.rows, **page.addresses(partial(query, events=PAST))}

    def _events(self, request: HttpRequest):
        return EventPage.objects.child_of(self).visible_to(request.user).for_list()
