from collections.abc import Mapping, Sequence

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager

from knowledge.blocks import InformationBlock
from knowledge.duties.dates import is_time_to_plan
from knowledge.models.audience import Audience
from knowledge.models.guidance import GuidancePage
from knowledge.models.page import CachedPage, PublicPageQuerySet
from knowledge.plain_language.panel import PlainLanguagePanel
from knowledge.related import HomeItem, due_soon, home_items

# New things shown on the home page from one source.
NEW_OF_EACH = 3


class HomePage(CachedPage, Page):
    """The front door: search, three things to do, three ways in, what is new and due."""

    lead = models.TextField(_("what this place is, in a sentence or two"), blank=True)
    popular_searches = models.TextField(
        _("often searched"), blank=True, help_text=_("One phrase a line; at most five are shown.")
    )

    objects = PageManager.from_queryset(PublicPageQuerySet)()

    is_live = True
    template = "knowledge/home.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "knowledge.HubPage",
        "knowledge.GuidanceIndexPage",
        "knowledge.NewsIndexPage",
        "knowledge.InformationPage",
        "knowledge.AccessibilityStatementPage",
    ]
    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("popular_searches")]

    class Meta:
        verbose_name = _("home page")

    @property
    def phrases(self) -> list[str]:
        return [line.strip() for line in self.popular_searches.splitlines() if line.strip()][:5]

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        items = home_items(request.user, most=NEW_OF_EACH)
        return (
            super().get_context(request, *args, **kwargs)
            | _due(request, items)
            | {
                "items": items,
                "hubs": HubPage.objects.child_of(self).visible_to(request.user).order_by("path"),
            }
        )


class HubPage(CachedPage, Page):
    """What one audience needs: what is new, what is due, guidance, courses."""

    audience = models.CharField(_("for whom"), max_length=10, choices=Audience)
    lead = models.TextField(_("what they find here"), blank=True)

    objects = PageManager.from_queryset(PublicPageQuerySet)()

    is_live = True
    template = "knowledge/hub.html"
    parent_page_types = ["knowledge.HomePage"]
    subpage_types = []
    content_panels = [*Page.content_panels, FieldPanel("audience"), FieldPanel("lead")]

    class Meta:
        verbose_name = _("hub")

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        items = home_items(request.user, audience=self.audience)
        guidance = GuidancePage.objects.visible_to(request.user).in_language()
        return (
            super().get_context(request, *args, **kwargs)
            | _due(request, items)
            | {
                "items": items,
                "guidance": guidance.for_audience(self.audience).for_list()[:20],
            }
        )

    @property
    def cost_year(self) -> int | None:
        """The year whose costs heads should hear of now."""
        today = timezone.localdate()
        is_told = self.audience == Audience.HEADS and is_time_to_plan(today)
        return today.year + 1 if is_told else None


def _due(request: HttpRequest, items: Mapping[str, Sequence[HomeItem]]) -> dict:
    """The acting office, and what comes next for it and for everybody."""
    acting = request.user.is_authenticated and request.acting
    office = acting.organisation if acting else None
    return {"organisation": office, "due": due_soon(office, items.get("due", ()))}


class InformationPage(CachedPage, Page):
    """A plain page: privacy, contact, terms."""

    lead = models.TextField(_("in short"), blank=True)
    body = StreamField(InformationBlock(), blank=True, verbose_name=_("text"))

    objects = PageManager.from_queryset(PublicPageQuerySet)()

    template = "knowledge/information.html"
    parent_page_types = ["knowledge.HomePage", "knowledge.InformationPage"]
    subpage_types = ["knowledge.InformationPage"]
    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        PlainLanguagePanel(heading=_("Plain language")),
    ]

    class Meta:
        verbose_name = _("information page")
