from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge.models.localised import localised
from training.models.enrolment import Enrolment
from training.models.placed import LARGEST_SESSION
from training.models.session import Session
from training.states import LISTED


class Track(models.Model):
    """One of the rows of talks that run beside each other at a conference, with its room."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="tracks")
    name_pl = models.CharField(_("name (Polish)"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=120, blank=True)
    room = models.CharField(_("room"), max_length=120, blank=True)

    name = localised("name")

    class Meta:
        verbose_name = _("track")
        verbose_name_plural = _("tracks")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "name_pl"],
                name="training_track_name_once",
                violation_error_message=_("There is a track of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Speaker(models.Model):
    """Who speaks at a conference; everything here is shown to everybody."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="speakers")
    name = models.CharField(_("first and last name"), max_length=150)
    position_pl = models.CharField(
        _("position and institution (Polish)"), max_length=200, blank=True
    )
    position_en = models.CharField(
        _("position and institution (English)"), max_length=200, blank=True
    )

    position = localised("position")

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class TalkQuerySet(models.QuerySet):
    def with_places(self) -> Self:
        """Count from states: `taken` places, of those who have a place at the conference."""
        chosen = Q(choices__enrolment__state__in=LISTED)
        return self.annotate(taken=Count("choices", filter=chosen, distinct=True))

    def for_programme(self) -> Self:
        """What the programme reads, in its order."""
        rows = self.select_related("track").prefetch_related("speakers").with_places()
        return rows.order_by("on", "starts", "track", "pk")

    def chosen_by(self, enrolment: Enrolment) -> Self:
        return self.filter(choices__enrolment=enrolment)


class Talk(models.Model):
    """One item of a programme by the clock on the wall; its places are counted from choices."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="talks")
    track = models.ForeignKey(
        Track, models.PROTECT, null=True, blank=True, related_name="talks", verbose_name=_("track")
    )
    title_pl = models.CharField(_("title (Polish)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=200, blank=True)
    about_pl = models.TextField(_("what it is about (Polish)"), max_length=1500, blank=True)
    about_en = models.TextField(_("what it is about (English)"), max_length=1500, blank=True)
    on = models.DateField(_("day"))
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("to"))
    zone = models.CharField(_("time zone"), max_length=40, default="Europe/Warsaw", editable=False)
    capacity = models.PositiveIntegerField(
        _("number of places"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LARGEST_SESSION)],
        help_text=_("Empty means that everybody at the conference may come without choosing."),
    )
    speakers = models.ManyToManyField(
        Speaker, blank=True, related_name="talks", verbose_name=_("speakers")
    )
    # What calendars were told of it.
    sequence = models.PositiveIntegerField(default=0, editable=False)

    objects = TalkQuerySet.as_manager()

    title = localised("title")
    about = localised("about")

    class Meta:
        verbose_name = _("talk")
        verbose_name_plural = _("talks")
        ordering = ["on", "starts", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")),
                name="training_talk_ends_after_start",
                violation_error_message=_("A talk must end after it begins."),
            ),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(capacity__gte=1),
                name="training_talk_has_places",
                violation_error_message=_("A talk needs at least one place."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def starts_at(self) -> datetime:
        return datetime.combine(self.on, self.starts, tzinfo=ZoneInfo(self.zone))

    @property
    def ends_at(self) -> datetime:
        return datetime.combine(self.on, self.ends, tzinfo=ZoneInfo(self.zone))

    def overlaps(self, other: "Talk") -> bool:
        return self.on == other.on and self.starts < other.ends and other.starts < self.ends


class TalkChoice(models.Model):
    """One participant's place at one talk; counts while they have a place at the conference."""

    talk = models.ForeignKey(Talk, models.CASCADE, related_name="choices")
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="talk_choices")
    chosen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("choice of a talk")
        verbose_name_plural = _("choices of talks")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["talk", "enrolment"],
                name="training_talkchoice_once",
                violation_error_message=_("This talk is in your plan already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.talk}"
