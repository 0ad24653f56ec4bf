from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.roles import Role
from knowledge.models.localised import localised
from training.models.asks_approval import AsksApproval
from training.models.course import Course
from training.models.funding import Funded
from training.models.placed import Placed
from training.states import (
    BEFORE_START,
    PROMOTING,
    EnrolmentState,
    SessionState,
    SessionVerb,
    Way,
    seat_held,
)

MADE_KNOWN = (SessionVerb.ANNOUNCED, SessionVerb.OPENED)


class SessionQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """What was announced, of published courses; everything for organisers; own ones for trainers."""
        told = SessionEvent.objects.filter(session=OuterRef("pk"), verb__in=MADE_KNOWN)
        known = ~Q(state=SessionState.CANCELLED) | Exists(told)
        public = Q(course__live=True) & ~Q(state=SessionState.DRAFT) & known
        if not user.is_authenticated:
            return self.filter(public)
        if user.has_role(Role.ORGANISER, Role.ADMINISTRATOR):
            return self
        return self.filter(public | Q(pk__in=Session.objects.taught_by(user).values("pk")))

    def taught_by(self, user) -> Self:
        return self.filter(trainers=user)

    def led_by(self, user) -> Self:
        """Everything for organisers; for trainers what they teach."""
        if user.has_role(Role.ORGANISER, Role.ADMINISTRATOR):
            return self
        return self.taught_by(user)

    def upcoming(self, at: datetime) -> Self:
        """Announced, open or closed ones that have not begun."""
        return self.filter(state__in=BEFORE_START, starts_at__gt=at)

    def with_seats(self) -> Self:
        """Count from states `taken` seats, `waiting` people and open `wishes`, and each by way: `taken_online`.

        The one place where seats are counted; places that a way has stand in `places_online` and its kin.
        """
        counted = {
            "taken": seat_held("enrolments__"),
            "waiting": Q(enrolments__state=EnrolmentState.WAITING),
            "wishes": Q(enrolments__state=EnrolmentState.REQUESTED),
        }
        by_way = {
            f"{name}_{way}": condition & Q(enrolments__way=way)
            for name, condition in counted.items()
            for way in Way
        }
        return self.annotate(
            places_on_site=F("capacity"),
            places_online=Coalesce("online_capacity", "capacity"),
            **{n: Count("enrolments", filter=q) for n, q in (counted | by_way).items()},
        )

    def open_for_enrolment(self, at: datetime) -> Self:
        return self.filter(
            Q(registration_opens_at=None) | Q(registration_opens_at__lte=at),
            Q(registration_closes_at=None) | Q(registration_closes_at__gt=at),
            state=SessionState.OPEN,
            starts_at__gt=at,
        )

    def with_free_places(self, at: datetime) -> Self:
        """Those in which one gets a place at once, in some way: nobody waits in that line."""
        undrawn = Q(wish_round__isnull=False, wish_round__drawn_at=None)
        found = self.open_for_enrolment(at).exclude(undrawn).with_seats()
        free = Q()
        for way in Way:
            taken = {f"taken_{way}__lt": F(f"places_{way}"), f"waiting_{way}": 0}
            free |= Q(place__in=(way, Session.Place.BOTH), **taken)
        return found.filter(free)

    def for_list(self) -> Self:
        """What rows of sessions read."""
        return self.select_related("course", "wish_round").prefetch_related("meetings").with_seats()


class Session(Placed, AsksApproval, Funded, models.Model):
    """One dated run of a course, with one or more meetings. Its rules stand in `training.seats`."""

    State = SessionState

    course = models.ForeignKey(
        Course, models.PROTECT, related_name="sessions", verbose_name=_("course")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=SessionState, default=SessionState.DRAFT
    )
    organisation_limit = models.PositiveSmallIntegerField(
        _("most places for one office"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    registration_opens_at = models.DateTimeField(_("enrolment from"), null=True, blank=True)
    registration_closes_at = models.DateTimeField(_("enrolment until"), null=True, blank=True)
    swaps_until = models.DateTimeField(
        _("people can be exchanged until"),
        null=True,
        blank=True,
        help_text=_("Empty means until it begins."),
    )
    accessibility = models.TextField(_("accessibility of the place or tool"), blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, default="pl"
    )
    question_pl = models.CharField(
        _("question to participants (Polish)"), max_length=250, blank=True
    )
    question_en = models.CharField(
        _("question to participants (English)"), max_length=250, blank=True
    )
    trainers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name=_("trainers")
    )
    # The first meeting's start and the last one's end, written with the meetings: lists order by them.
    starts_at = models.DateTimeField(_("starts at"), null=True, editable=False)
    ends_at = models.DateTimeField(_("ends at"), null=True, editable=False)
    # From then on attendance decides: states are known, certificates are out.
    attendance_closed_at = models.DateTimeField(null=True, editable=False)

    objects = SessionQuerySet.as_manager()

    question = localised("question")

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["state", "starts_at"])]  # the catalogue and the sweeps
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity__gte=1),
                name="training_session_has_places",
                violation_error_message=_("A session needs at least one place."),
            ),
            models.CheckConstraint(
                condition=(Q(place="both") & Q(online_capacity__gte=1))
                | (~Q(place="both") & Q(online_capacity=None)),
                name="training_session_places_for_each_way",
                violation_error_message=_(
                    "On site and online each need a number of places; one way alone has one number."
                ),
            ),
            models.CheckConstraint(
                condition=Q(registration_opens_at=None)
                | Q(registration_closes_at=None)
                | Q(registration_closes_at__gt=F("registration_opens_at")),
                name="training_session_enrolment_ends_after_start",
                violation_error_message=_("Enrolment must end after it begins."),
            ),
        ]

    def __str__(self) -> str:
        if not self.starts_at:
            return str(self.course)
        return f"{self.course}, {timezone.localtime(self.starts_at):%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("training:session", args=[self.pk])

    @property
    def is_known(self) -> bool:
        """Whether everybody was told of it: of a draft that was cancelled nobody ever knew."""
        if self.state == self.State.CANCELLED:
            return self.events.filter(verb__in=MADE_KNOWN).exists()
        return self.state != self.State.DRAFT

    def is_open_for_enrolment(self, at: datetime) -> bool:
        return (
            self.state == SessionState.OPEN
            and self.starts_at > at
            and (self.registration_opens_at is None or self.registration_opens_at <= at)
            and (self.registration_closes_at is None or at < self.registration_closes_at)
        )

    def takes_swaps(self, at: datetime) -> bool:
        """May a coordinator still send somebody else?"""
        last = min(filter(None, [self.swaps_until, self.starts_at]), default=at)
        return self.state in BEFORE_START and at < last

    def gives_away_free_seats(self, at: datetime) -> bool:
        return self.state in PROMOTING and self.starts_at > at


class Meeting(models.Model):
    """One sitting: wall time and zone are stored, so that a change of the clock moves nothing."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="meetings")
    on = models.DateField(_("day"))
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("to"))
    zone = models.CharField(_("time zone"), max_length=40, default="Europe/Warsaw", editable=False)

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["on", "starts"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "on", "starts"],
                name="training_meeting_once",
                violation_error_message=_("Two meetings begin at the same time."),
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")),
                name="training_meeting_ends_after_start",
                violation_error_message=_("A meeting must end after it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.starts:%H:%M}–{self.ends:%H:%M}"

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    @property
    def starts_at(self) -> datetime:
        return datetime.combine(self.on, self.starts, tzinfo=ZoneInfo(self.zone))

    @property
    def ends_at(self) -> datetime:
        return datetime.combine(self.on, self.ends, tzinfo=ZoneInfo(self.zone))


class SessionEvent(models.Model):
    """Append-only: who did what to a session; for capacity the way and the numbers before and after."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="events")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    verb = models.CharField(max_length=10, choices=SessionVerb)
    way = models.CharField(max_length=8, choices=Way, blank=True)
    before = models.PositiveIntegerField(null=True, blank=True)
    after = models.PositiveIntegerField(null=True, blank=True)
    note = models.CharField(max_length=250, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("event of a session")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.verb}"
