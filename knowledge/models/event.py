from datetime import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.documents import get_document_model_string
from wagtail.models import Orderable, Page, PageManager

from knowledge.models.change import Change
from knowledge.models.newsroom_page import NewsroomPage, NewsroomPageQuerySet
from knowledge.newsroom.data import event_data


class EventPageQuerySet(NewsroomPageQuerySet):
    def coming(self, at: datetime) -> Self:
        """Those that are not over, the nearest first."""
        return self.filter(ends_at__gte=at).order_by("starts_at", "pk")

    def past(self, at: datetime) -> Self:
        """Those that are over, the latest first."""
        return self.filter(ends_at__lt=at).order_by("-starts_at", "-pk")

    def with_outcome(self) -> Self:
        """Those of which was told what came of them, with the moment `told_at`; not what was called off."""
        told = Change.objects.filter(subject_kind="page", subject_id=OuterRef("pk"))
        events = self.annotate(told_at=Subquery(told.values("at")[:1]))
        return events.filter(told_at__isnull=False, is_cancelled=False)

    def for_list(self) -> Self:
        """What a row shows."""
        return self.with_row()


WHEN = ("starts_at", "ends_at", "is_cancelled")
WHERE = ("place", "address", "online_url", "sign_up_url")
RECORDING = ("recording_url", "recording_note")


class EventPage(NewsroomPage):
    """A meeting of the support point with offices: what was planned, and afterwards what came of it."""

    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    is_cancelled = models.BooleanField(_("cancelled"), default=False)
    place = models.CharField(
        _("place"), max_length=200, blank=True, help_text=_("Empty for a meeting online only.")
    )
    address = models.CharField(_("street and town"), max_length=200, blank=True)
    online_url = models.URLField(_("address of the broadcast"), blank=True)
    sign_up_url = models.URLField(_("where one signs up"), blank=True)
    recording_url = models.URLField(_("recording"), blank=True)
    recording_note = models.CharField(
        _("about the recording"),
        max_length=200,
        blank=True,
        help_text=_("How long it is, whether it has captions and where the transcript is."),
    )

    objects = PageManager.from_queryset(EventPageQuerySet)()

    template = "knowledge/news/event.html"
    parent_page_types = ["knowledge.NewsIndexPage"]
    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        MultiFieldPanel([FieldPanel(name) for name in WHEN], _("When")),
        MultiFieldPanel([FieldPanel(name) for name in WHERE], _("Where")),
        InlinePanel("agenda", heading=_("Agenda"), label=_("Item of the agenda")),
        FieldPanel("body"),
        InlinePanel("materials", heading=_("Materials"), label=_("Material")),
        MultiFieldPanel([FieldPanel(name) for name in RECORDING], _("Recording")),
        InlinePanel("conclusions", heading=_("Conclusions"), label=_("Conclusion")),
    ]

    class Meta:
        verbose_name = pgettext_lazy("meeting", "event")
        verbose_name_plural = pgettext_lazy("meetings", "events")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="knowledge_eventpage_ends_after_start",
                violation_error_message=_("The end comes before the start."),
            )
        ]
        indexes = [
            # home, hubs and the list of news: what is to come
            models.Index(fields=["ends_at", "starts_at"]),
        ]

    @property
    def is_over(self) -> bool:
        return self.ends_at < timezone.now()

    @property
    def is_one_day(self) -> bool:
        days = (timezone.localtime(moment).date() for moment in (self.starts_at, self.ends_at))
        return len(set(days)) == 1

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        url = self.get_full_url(request) or ""
        return super().get_context(request, *args, **kwargs) | {
            "data": event_data(self, url),
            "agenda": self.agenda.all(),
            "materials": self.materials.all(),
            "conclusions": self.conclusions.all(),
        }


class AgendaItem(Orderable):
    """One point of the day."""

    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="agenda")
    at = models.TimeField(_("hour"), null=True, blank=True)
    title = models.CharField(_("what about"), max_length=200)
    speaker = models.CharField(_("who speaks"), max_length=200, blank=True)

    panels = [FieldPanel("at"), FieldPanel("title"), FieldPanel("speaker")]

    class Meta(Orderable.Meta):
        verbose_name = _("item of the agenda")

    def __str__(self) -> str:
        return self.title


class EventMaterial(Orderable):
    """Slides, a transcript, notes: a file of ours or an address."""

    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="materials")
    title = models.CharField(_("title"), max_length=200)
    document = models.ForeignKey(
        get_document_model_string(),
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("file"),
    )
    url = models.URLField(_("or address"), blank=True)

    panels = [FieldPanel("title"), FieldPanel("document"), FieldPanel("url")]

    class Meta(Orderable.Meta):
        verbose_name = _("material")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Either a file or an address, so that a reader knows where the one title leads."""
        super().clean()
        if bool(self.document_id) == bool(self.url):
            raise ValidationError({"url": _("Choose a file or write an address, one of the two.")})


class Conclusion(Orderable):
    """What was agreed: who does what, until when, and whether it is done."""

    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="conclusions")
    words = models.TextField(_("what was agreed"), max_length=500)
    owner = models.CharField(_("who does it"), max_length=200)
    due_on = models.DateField(_("until"))
    done_on = models.DateField(_("done on"), null=True, blank=True)

    panels = [FieldPanel(name) for name in ("words", "owner", "due_on", "done_on")]

    class Meta(Orderable.Meta):
        verbose_name = _("conclusion")

    def __str__(self) -> str:
        return self.words

    @property
    def is_overdue(self) -> bool:
        return self.done_on is None and self.due_on < timezone.localdate()
