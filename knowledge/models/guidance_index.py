from functools import partial

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager

from foundation.keyset import keyset_page
from knowledge.facets import Choice, Facet, Facets
from knowledge.models.audience import Audience
from knowledge.models.guidance import GuidancePage
from knowledge.models.page import CachedPage, PublicPageQuerySet
from knowledge.models.system import System
from knowledge.models.topic import Topic
from knowledge.subjects import subject_choices

PAGE_SIZE = 20


class GuidanceIndexPage(CachedPage, Page):
    """All guidance of one language, with facets."""

    lead = models.TextField(_("in short"), blank=True)

    objects = PageManager.from_queryset(PublicPageQuerySet)()

    template = "knowledge/guidance_index.html"
    parent_page_types = ["knowledge.HomePage"]
    subpage_types = ["knowledge.GuidancePage"]
    content_panels = [*Page.content_panels, FieldPanel("lead")]

    class Meta:
        verbose_name = _("list of guidance")

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        return super().get_context(request, *args, **kwargs) | self._listing(request)

    def _listing(self, request: HttpRequest) -> dict:
        facets = _facets()
        chosen = facets.chosen(request.GET)
        pages = GuidancePage.objects.child_of(self).visible_to(request.user)
        if audience := chosen.get("audience"):
            pages = pages.for_audience(audience)
        if topic := chosen.get("topic"):
            pages = pages.filter(topic__slug=topic)
        if system := chosen.get("system"):
            pages = pages.filter(systems__slug=system)
        page = keyset_page(pages.for_list(), request.GET, field="last_published_at", size=PAGE_SIZE)
        return {
            "facets": facets.shown(request.GET),
            "chosen": facets.labels(request.GET),
            "guidance": page.rows,
            "total": pages.count(),
            "topic": Topic.objects.filter(slug=topic).first() if topic else None,
            **page.addresses(partial(facets.address, request.GET)),
        }


def _facets() -> Facets:
    subjects = subject_choices(
        topics=Topic.objects.filter(guidance__live=True),
        systems=System.objects.filter(guidance__live=True),
    )
    return Facets(
        Facet(
            "audience",
            pgettext_lazy("audience", "For whom"),
            [Choice(*pair) for pair in Audience.choices],
        ),
        Facet("topic", _("Topic"), subjects["topic"]),
        Facet("system", _("System"), subjects["system"]),
    )
