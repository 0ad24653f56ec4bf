from datetime import date
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, PageManager
from wagtail.search import index

from knowledge.blocks import BodyBlock
from knowledge.change_notes import ExplainedForm
from knowledge.models.audience import Audience
from knowledge.models.checklist import ChecklistTick
from knowledge.models.page import CachedPage, PublicPageQuerySet, is_open
from knowledge.models.requirement import Requirement, RequirementText
from knowledge.models.review import ReviewTask
from knowledge.models.system import System
from knowledge.models.topic import Topic
from knowledge.plain_language.panel import PlainLanguagePanel


class GuidancePageQuerySet(PublicPageQuerySet):
    def shown(self) -> Self:
        open_tasks = ReviewTask.objects.filter(page=OuterRef("pk")).open()
        return super().shown().select_related("topic").annotate(is_under_review=Exists(open_tasks))

    def for_audience(self, audience: str) -> Self:
        """Pages for one audience; `audience` is a value of `Audience`."""
        return self.filter(**{GuidancePage.AUDIENCE_FIELDS[Audience(audience)]: True})

    def reviewed(self) -> Self:
        """Live pages that say when they were reviewed, the longest ago first: the editors' list."""
        pages = self.live().exclude(reviewed_on=None)
        return pages.select_related("locale").defer("body").order_by("reviewed_on", "pk")

    def for_nobody(self) -> Self:
        """Live pages that name no audience: no hub leads to them."""
        nobody = dict.fromkeys(GuidancePage.AUDIENCE_FIELDS.values(), False)
        return self.live().filter(**nobody).select_related("locale").defer("body").order_by("title")

    def without_requirement(self) -> Self:
        """Live pages that no requirement leads to: none is linked, none is cited."""
        pages = self.live().filter(requirements=None).exclude(citations__text__isnull=False)
        return pages.select_related("locale").defer("body").order_by("title")

    def for_list(self) -> Self:
        """What a row shows, newest first."""
        return self.select_related("topic").order_by("-last_published_at", "-pk").defer("body")


UPKEEP = ("responsible", "keeper", "law_on", "reviewed_on", "review_months")


class GuidancePage(CachedPage, Page):
    """One piece of guidance: the answer first, then how, with the facts that carry it."""

    AUDIENCE_FIELDS = {
        Audience.HEADS: "is_for_heads",
        Audience.IT: "is_for_it",
        Audience.STAFF: "is_for_staff",
    }

    answer = models.TextField(
        _("the answer, in one paragraph"), max_length=800, help_text=_("Shown first and in lists.")
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))
    is_for_heads = models.BooleanField(_("for heads of offices"), default=False)
    is_for_it = models.BooleanField(_("for IT staff"), default=False)
    is_for_staff = models.BooleanField(_("for officials"), default=False)
    topic = models.ForeignKey(
        Topic,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="guidance",
        verbose_name=_("topic"),
    )
    systems = ParentalManyToManyField(
        System, blank=True, related_name="guidance", verbose_name=_("systems")
    )
    requirements = ParentalManyToManyField(
        Requirement, blank=True, related_name="guidance", verbose_name=_("requirements")
    )
    responsible = models.CharField(_("who keeps it up to date"), max_length=200, blank=True)
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person who keeps it (not shown)"),
    )
    law_on = models.DateField(_("law as it stood on"), null=True, blank=True)
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    review_months = models.PositiveSmallIntegerField(
        _("review every (months)"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    # Of the edit that was published last, or is being written.
    is_minor_edit = models.BooleanField(
        _("a minor edit"),
        default=False,
        help_text=_("Spelling, wording, links: nobody is told, and no change note is needed."),
    )

    objects = PageManager.from_queryset(GuidancePageQuerySet)()

    base_form_class = ExplainedForm
    template = "knowledge/guidance.html"
    parent_page_types = ["knowledge.GuidanceIndexPage"]
    subpage_types = []
    search_fields = [*Page.search_fields, index.SearchField("answer"), index.SearchField("body")]
    content_panels = [
        *Page.content_panels,
        FieldPanel("answer"),
        FieldPanel("body"),
        PlainLanguagePanel(heading=_("Plain language")),
        InlinePanel("change_notes", label=_("Change note")),
        FieldPanel("is_minor_edit"),
        InlinePanel("related_pages", label=_("Related page")),
    ]
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("is_for_heads"), FieldPanel("is_for_it"), FieldPanel("is_for_staff")],
            pgettext_lazy("audience", "For whom"),
        ),
        FieldPanel("topic"),
        FieldPanel("systems"),
        FieldPanel("requirements"),
        MultiFieldPanel([FieldPanel(name) for name in UPKEEP], _("Upkeep")),
        *Page.promote_panels,
    ]

    class Meta:
        verbose_name = _("guidance")
        verbose_name_plural = _("guidance")

    @property
    def audiences(self) -> list[Audience]:
        return [one for one, field in self.AUDIENCE_FIELDS.items() if getattr(self, field)]

    @property
    def audience_names(self) -> str:
        """For whom, as a list of names."""
        return ", ".join(str(one.label) for one in self.audiences)

    @property
    def for_whom(self) -> str:
        """The same inside a sentence: „dla informatyków, dla pracowników”."""
        fields = (self._meta.get_field(self.AUDIENCE_FIELDS[one]) for one in self.audiences)
        return ", ".join(str(field.verbose_name) for field in fields)

    @property
    def review_due_on(self) -> date | None:
        """The day by which the page should be looked at again."""
        if self.reviewed_on is None:
            return None
        months = self.reviewed_on.month - 1 + self.review_months
        year, month = self.reviewed_on.year + months // 12, months % 12 + 1
        return date(year, month, min(self.reviewed_on.day, 28))

    @property
    def is_overdue(self) -> bool:
        return bool(self.review_due_on and self.review_due_on < timezone.localdate())

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        return super().get_context(request, *args, **kwargs) | _around(self, request)


def _around(page: GuidancePage, request: HttpRequest) -> dict[str, object]:
    """What stands beside the text: requirements, history, reviews, related pages, what readers said."""
    texts = RequirementText.objects.in_force(timezone.localdate()).with_version()
    related = Page.objects.live().filter(is_open(), guidance_pointers__page=page.pk)
    reviews = ReviewTask.objects.filter(page=page.pk).open().for_list()
    history = sorted(page.change_notes.all(), key=_day, reverse=True)
    return {
        "requirement_texts": texts.filter(requirement__guidance=page.pk).order_by("code"),
        "change_history": history,
        # A minor edit changes no day that readers see.
        "changed_on": history[0].on if history else page.first_published_at,
        "open_reviews": reviews if getattr(page, "is_under_review", True) else [],
        "related": related.order_by("guidance_pointers__sort_order"),
        "ticked": _ticked(page, request),
        "opinion_figures": page.opinions.figures(),
        "newer_polish": _newer_polish(page),
    }


def _newer_polish(page: GuidancePage) -> GuidancePage | None:
    """The Polish page, where it was changed since this one, be it more than a minor edit."""
    if page.locale.language_code == settings.LANGUAGE_CODE:
        return None
    polish = GuidancePage.objects.filter(
        translation_key=page.translation_key, locale__language_code=settings.LANGUAGE_CODE
    )
    later = Q(last_published_at__gt=page.last_published_at, is_minor_edit=False)
    return polish.live().filter(later).defer("body").first()


def _ticked(page: GuidancePage, request: HttpRequest) -> set[str] | None:
    """Keys of the steps that this reader has done; None where there is nothing to tick, or nobody."""
    lists = (block["value"] for block in page.body.raw_data if block["type"] == "steps")
    can_tick = request.user.is_authenticated and request.acting
    if not can_tick or not any(steps.get("is_checklist") for steps in lists):
        return None
    office = request.acting.organisation
    ticks = ChecklistTick.objects.of(request.user, office, page)
    return set(ticks.values_list("step", flat=True))


def _day(note: "ChangeNote") -> date:
    return note.on


class ChangeNote(models.Model):
    """What changed in a piece of guidance, and when: its public history."""

    page = ParentalKey(GuidancePage, on_delete=models.CASCADE, related_name="change_notes")
    on = models.DateField(_("day"), default=timezone.localdate)
    note = models.CharField(_("what changed"), max_length=250)
    is_major = models.BooleanField(_("changes what the reader should do"), default=False)

    panels = [FieldPanel("on"), FieldPanel("note"), FieldPanel("is_major")]

    class Meta:
        verbose_name = _("change note")
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return self.note


class RelatedPage(Orderable):
    """A page that a reader of this guidance may want next."""

    page = ParentalKey(GuidancePage, on_delete=models.CASCADE, related_name="related_pages")
    target = models.ForeignKey(
        Page, models.CASCADE, related_name="guidance_pointers", verbose_name=_("page")
    )

    panels = [PageChooserPanel("target")]

    class Meta(Orderable.Meta):
        verbose_name = _("related page")

    def __str__(self) -> str:
        return str(self.target)
