from datetime import date

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page, PageManager

from knowledge.blocks import INLINE
from knowledge.models.page import CachedPage, PublicPageQuerySet
from knowledge.models.site import HomePage

LISTS = ["ol", "ul", "h3", *INLINE]


class AccessibilityStatementPage(CachedPage, Page):
    """The statutory accessibility statement of this site.

    Its structure and `a11y-*` ids follow the minister's technical conditions, version 2.0 (31 July 2024),
    under art. 12 pkt 7 of the act of 4 April 2019 on digital accessibility. Dates come from live data:
    the site's first and last publication and the declarations that named persons made.
    """

    subject_name = models.CharField(_("public body"), max_length=250, blank=True)
    site_name = models.CharField(_("name of the site"), max_length=250, blank=True)
    gaps = RichTextField(_("what is not accessible, and why"), features=LISTS, blank=True)
    aids = RichTextField(_("aids, limits and other information"), features=LISTS, blank=True)
    shortcuts = RichTextField(_("keyboard shortcuts"), features=LISTS, blank=True)
    contact_name = models.CharField(_("person or unit to contact"), max_length=200, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    building = RichTextField(_("accessibility of the building"), features=LISTS, blank=True)
    communication = RichTextField(
        _("accessibility of information and communication"), features=LISTS, blank=True
    )

    objects = PageManager.from_queryset(PublicPageQuerySet)()

    template = "knowledge/accessibility.html"
    parent_page_types = ["knowledge.HomePage"]
    subpage_types = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("subject_name"),
        FieldPanel("site_name"),
        InlinePanel("declarations", label=_("Declaration or yearly review")),
        FieldPanel("gaps"),
        FieldPanel("aids"),
        FieldPanel("shortcuts"),
        MultiFieldPanel(
            [FieldPanel("contact_name"), FieldPanel("contact_email"), FieldPanel("contact_phone")],
            _("Contact"),
        ),
        FieldPanel("building"),
        FieldPanel("communication"),
    ]

    class Meta:
        verbose_name = _("accessibility statement")

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        declarations = sorted(self.declarations.all(), key=lambda one: (one.on, one.pk or 0))
        last = declarations[-1] if declarations else None
        return super().get_context(request, *args, **kwargs) | {
            "first": declarations[0] if declarations else None,
            "declaration": last,
            "is_reviewed": len(declarations) > 1,
            "review_by": last and last.review_by,
            "is_overdue": bool(last and last.review_by < timezone.localdate()),
            "site_published_on": self._moment(models.Min("first_published_at")),
            "site_updated_on": self._moment(models.Max("last_published_at")),
            "site_url": self.get_site().root_url,
        }

    def _moment(self, aggregate: models.Aggregate):
        """The first or last publication among the home pages, which change with the site's structure."""
        return HomePage.objects.live().aggregate(moment=aggregate)["moment"]


class AccessibilityDeclaration(models.Model):
    """A named person's word on the state of the site on a day; each yearly review adds one."""

    class Status(models.TextChoices):
        FULL = "full", _("compliant")
        PARTIAL = "partial", _("partly compliant")
        NONE = "none", _("not compliant")

    class Method(models.TextChoices):
        SELF = "self", _("self-assessment by the public body")
        EXTERNAL = "external", _("assessment by an outside body")

    page = ParentalKey(
        AccessibilityStatementPage, on_delete=models.CASCADE, related_name="declarations"
    )
    on = models.DateField(_("day"), default=timezone.localdate)
    status = models.CharField(_("state"), max_length=8, choices=Status)
    method = models.CharField(_("on what basis"), max_length=8, choices=Method, default=Method.SELF)
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who declares"),
    )
    declared_as = models.CharField(_("name and position, as shown"), max_length=200)

    panels = [
        FieldPanel("on"),
        FieldPanel("status"),
        FieldPanel("method"),
        FieldPanel("declared_by"),
        FieldPanel("declared_as"),
    ]

    class Meta:
        verbose_name = _("accessibility declaration")
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.get_status_display()}"

    @property
    def review_by(self) -> date:
        """31 March of the following year: art. 11 of the act asks for a review every year by then."""
        return date(self.on.year + 1, 3, 31)
