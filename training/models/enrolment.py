import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Mandate, Organisation
from foundation.accounts.roles import Role
from foundation.due import DueQuerySet, DueWork
from training.codes import check_in_code
from training.models.course import Course
from training.models.session import Session
from training.states import (
    CAN_CANCEL,
    ENDED,
    HOLDING_SEAT,
    LISTED,
    EnrolmentState,
    EnrolmentVerb,
    OfferOutcome,
    Way,
    seat_held,
)


class EnrolmentQuerySet(models.QuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """One's own; the office's for its coordinator; the session's for its trainer; all for organisers."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.ORGANISER, Role.ADMINISTRATOR):
            return self
        offices = Organisation.objects.coordinated_by(user).values("pk")
        sessions = Session.objects.taught_by(user).values("pk")
        return self.filter(Q(person=user) | Q(organisation__in=offices) | Q(session__in=sessions))

    def current(self) -> Self:
        return self.exclude(state__in=ENDED)

    def holding_seat(self) -> Self:
        return self.filter(seat_held())

    def in_line(self) -> Self:
        """The waiting list, first come first; each way of taking part has its own."""
        return self.filter(state=EnrolmentState.WAITING).order_by("waiting_since", "pk")

    def listed(self, way: Way | None = None) -> Self:
        """Who stands on the list of attendance, or only those of one way of taking part."""
        listed = self.filter(state__in=LISTED)
        return listed.filter(way=way) if way else listed

    def with_position(self) -> Self:
        """Annotate `position` in the line of their way, counted from 1; 1 for those who do not wait."""
        before = (
            Enrolment.objects.filter(session=OuterRef("session"), way=OuterRef("way"))
            .filter(state=EnrolmentState.WAITING)
            .filter(
                Q(waiting_since__lt=OuterRef("waiting_since"))
                | Q(waiting_since=OuterRef("waiting_since"), pk__lt=OuterRef("pk"))
            )
            .order_by()
            .values("session")
            .annotate(n=Count("pk"))
            .values("n")
        )
        return self.annotate(position=Coalesce(Subquery(before), 0) + 1)

    def for_list(self) -> Self:
        """What rows of enrolments read."""
        return self.select_related("session__course", "organisation", "person").prefetch_related(
            "session__meetings", "offers"
        )


class Enrolment(models.Model):
    """One person's way through one session, acting for one office. A return is a new enrolment.

    `uid` names it in mail, calendar, feed and addresses for its whole life; `sequence` counts what
    calendars were told.
    """

    State = EnrolmentState

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="enrolments")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="enrolments",
        verbose_name=_("person"),
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("office")
    )
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    way = models.CharField(_("way of taking part"), max_length=8, choices=Way)
    state = models.CharField(_("state"), max_length=18, choices=EnrolmentState)
    reason = models.CharField(_("reason"), max_length=250, blank=True)
    note = models.TextField(_("note to the organiser"), max_length=1000, blank=True)
    # When the person said to know what is stored; empty when a coordinator enrolled them.
    agreed_at = models.DateTimeField(_("agreed at"), null=True, blank=True)
    sequence = models.PositiveIntegerField(_("sequence"), default=0)
    # What the person shows at the door, as QR or aloud.
    check_in_code = models.CharField(
        _("code for check-in"), max_length=9, default=check_in_code, editable=False
    )
    enrolled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    # A seat kept while a supervisor is asked; the worker empties it when the time has come.
    held_until = models.DateTimeField(_("place held until"), null=True, blank=True)
    waiting_since = models.DateTimeField(_("waiting since"), null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["session", "state", "waiting_since"]),  # counting seats, the line
            models.Index(fields=["person", "-created_at"]),  # my training
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"],
                condition=~Q(state__in=ENDED),
                name="training_enrolment_one_current",
                violation_error_message=_("This person is already enrolled in this session."),
            ),
            models.UniqueConstraint(
                fields=["session", "check_in_code"], name="training_enrolment_check_in_code"
            ),
            models.CheckConstraint(
                condition=~Q(state=EnrolmentState.WAITING) | Q(waiting_since__isnull=False),
                name="training_enrolment_waits_since",
            ),
            models.CheckConstraint(
                condition=Q(held_until=None) | Q(state=EnrolmentState.AWAITING_APPROVAL),
                name="training_enrolment_held_while_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.session}"

    def get_absolute_url(self) -> str:
        return reverse("training:enrolment", args=[self.uid])

    @property
    def is_confirmed(self) -> bool:
        return self.state == EnrolmentState.CONFIRMED

    @property
    def is_online(self) -> bool:
        """Does this person take part online?"""
        return self.way == Way.ONLINE

    @property
    def where(self) -> str:
        """Where this person goes."""
        return self.session.where_for(Way(self.way))

    @property
    def course(self) -> Course:
        return self.session.course

    @property
    def has_earned_certificate(self) -> bool:
        return self.state == EnrolmentState.ATTENDED

    @property
    def has_seat(self) -> bool:
        """Like `seat_held`, for a row that is read already."""
        is_held = self.is_awaiting_approval and self.held_until is not None
        return self.state in HOLDING_SEAT or is_held

    @property
    def is_awaiting_approval(self) -> bool:
        return self.state == EnrolmentState.AWAITING_APPROVAL

    @property
    def is_waiting(self) -> bool:
        return self.state == EnrolmentState.WAITING

    @property
    def is_over(self) -> bool:
        return self.state in ENDED

    @property
    def open_offer(self) -> "SeatOffer | None":
        """The offer to answer, if there is one; reads what `for_list` prefetched."""
        return next((o for o in self.offers.all() if o.outcome == OfferOutcome.OPEN), None)

    def can_be_cancelled(self, at: datetime) -> bool:
        return self.state in CAN_CANCEL and self.session.starts_at > at


class SeatOffer(DueWork):
    """A free seat held for the first in line until `expires_at`; due again when that moment comes."""

    Outcome = OfferOutcome

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="offers")
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=OfferOutcome, default=OfferOutcome.OPEN
    )
    offered_at = models.DateTimeField(_("offered at"))
    expires_at = models.DateTimeField(_("to be confirmed until"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = DueQuerySet.as_manager()

    class Meta(DueWork.Meta):
        verbose_name = _("offer of a seat")
        verbose_name_plural = _("offers of seats")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(outcome=OfferOutcome.OPEN),
                name="training_seatoffer_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.outcome}"


class EnrolmentEvent(models.Model):
    """Append-only history of an enrolment."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="events")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    verb = models.CharField(max_length=20, choices=EnrolmentVerb)
    before = models.CharField(max_length=18, choices=EnrolmentState, blank=True)
    after = models.CharField(max_length=18, choices=EnrolmentState)
    note = models.CharField(max_length=250, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("event of an enrolment")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.verb}"
