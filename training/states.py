"""States of a session and of an enrolment, and what each means for seats."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SessionState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("session", "draft")
    ANNOUNCED = "announced", pgettext_lazy("session", "announced")
    OPEN = "open", pgettext_lazy("session", "open for enrolment")
    CLOSED = "closed", pgettext_lazy("session", "enrolment closed")
    RUNNING = "running", pgettext_lazy("session", "running")
    DONE = "done", pgettext_lazy("session", "finished")
    CANCELLED = "cancelled", pgettext_lazy("session", "cancelled")


# Before the first meeting, and known to the public.
BEFORE_START = (SessionState.ANNOUNCED, SessionState.OPEN, SessionState.CLOSED)
# A seat that becomes free goes to the first in line.
PROMOTING = (SessionState.OPEN, SessionState.CLOSED)


class Way(models.TextChoices):
    """How somebody takes part; a session with both has separate places for each."""

    ON_SITE = "on_site", _("on site")
    ONLINE = "online", _("online")

    @property
    def other(self) -> "Way":
        return Way.ONLINE if self == Way.ON_SITE else Way.ON_SITE


class EnrolmentState(models.TextChoices):
    REQUESTED = "requested", pgettext_lazy("enrolment", "requested")
    AWAITING_APPROVAL = "awaiting_approval", pgettext_lazy("enrolment", "awaiting approval")
    CONFIRMED = "confirmed", pgettext_lazy("enrolment", "place confirmed")
    WAITING = "waiting", pgettext_lazy("enrolment", "on the waiting list")
    OFFERED = "offered", pgettext_lazy("enrolment", "free place – please confirm")
    DECLINED = "declined", pgettext_lazy("enrolment", "offer declined")
    CANCELLED = "cancelled", pgettext_lazy("enrolment", "cancelled")
    ATTENDED = "attended", pgettext_lazy("enrolment", "attended")
    PARTLY_ATTENDED = "partly_attended", pgettext_lazy("enrolment", "attended in part")
    ABSENT = "absent", pgettext_lazy("enrolment", "absent")


# Seats are counted from these states, never stored; an open offer holds the seat until its deadline.
HOLDING_SEAT = (
    EnrolmentState.CONFIRMED,
    EnrolmentState.OFFERED,
    EnrolmentState.ATTENDED,
    EnrolmentState.PARTLY_ATTENDED,
    EnrolmentState.ABSENT,
)


def seat_held(prefix: str = "") -> Q:
    """Enrolments that take a seat; one that awaits approval does only while the seat is held for it.

    `prefix` leads to the enrolment from another model, for example "enrolments__".
    """
    awaiting = {f"{prefix}state": EnrolmentState.AWAITING_APPROVAL}
    return Q(**{f"{prefix}state__in": HOLDING_SEAT}) | Q(
        **awaiting, **{f"{prefix}held_until__isnull": False}
    )


# Over for good: the person may enrol again, as a new enrolment.
ENDED = (EnrolmentState.DECLINED, EnrolmentState.CANCELLED)
# What is known once the list of attendance is closed.
WAS_THERE = (EnrolmentState.ATTENDED, EnrolmentState.PARTLY_ATTENDED)
KNOWN = (*WAS_THERE, EnrolmentState.ABSENT)
# Who stands on the list of attendance.
LISTED = (EnrolmentState.CONFIRMED, *KNOWN)
CAN_CANCEL = (
    EnrolmentState.REQUESTED,
    EnrolmentState.AWAITING_APPROVAL,
    EnrolmentState.CONFIRMED,
    EnrolmentState.WAITING,
    EnrolmentState.OFFERED,
)


class OfferOutcome(models.TextChoices):
    OPEN = "open", pgettext_lazy("offer", "open")
    ACCEPTED = "accepted", pgettext_lazy("offer", "accepted")
    DECLINED = "declined", pgettext_lazy("offer", "declined")
    EXPIRED = "expired", pgettext_lazy("offer", "expired")
    WITHDRAWN = "withdrawn", pgettext_lazy("offer", "withdrawn")


class EnrolmentVerb(models.TextChoices):
    ENROLLED = "enrolled", _("enrolled")
    APPROVAL_ASKED = "approval_asked", _("a supervisor was asked")
    APPROVED = "approved", _("the supervisor agreed")
    REFUSED = "refused", _("the supervisor refused")
    APPROVAL_EXPIRED = "approval_expired", _("nobody answered in time")
    HOLD_ENDED = "hold_ended", _("the place is no longer held")
    WISHED = "wished", _("wished for a place")
    DRAWN = "drawn", _("places were drawn")
    JOINED_WAITING_LIST = "joined_waiting_list", _("joined the waiting list")
    OFFERED = "offered", _("was offered a place")
    ACCEPTED = "accepted", _("accepted the place")
    DECLINED = "declined", _("declined the place")
    OFFER_EXPIRED = "offer_expired", _("let the offer run out")
    CANCELLED = "cancelled", _("enrolment cancelled")
    SESSION_CANCELLED = "session_cancelled", _("session cancelled")
    SESSION_CHANGED = "session_changed", _("told of a change of date or place")
    PASSED_ON = "passed_on", _("passed the place to a colleague")
    TOOK_OVER = "took_over", _("took over a colleague's place")
    WAY_CHANGED = "way_changed", _("chose to take part the other way")
    MOVED_AWAY = "moved_away", _("moved to another session")
    ATTENDANCE = "attendance", _("attendance recorded")
    OBJECTED = "objected", _("objected to the minutes")
    DECIDED = "decided", _("objection decided")
    CERTIFIED = "certified", _("certificate issued")
    REVOKED = "revoked", _("certificate revoked")


class SessionVerb(models.TextChoices):
    PLANNED = "planned", _("planned")
    COPIED = "copied", _("copied from another session")
    CHANGED = "changed", _("date or place changed")
    ANNOUNCED = "announced", _("announced")
    OPENED = "opened", _("enrolment opened")
    CLOSED = "closed", _("enrolment closed")
    CAPACITY = "capacity", _("number of places changed")
    TAKEN_OVER = "taken_over", _("moved to another way of taking part")
    CANCELLED = "cancelled", _("cancelled")
    STARTED = "started", _("started")
    FINISHED = "finished", _("finished")
    WISHES = "wishes", _("set to collect wishes and draw")
    DRAWN = "drawn", _("places drawn")
    WRITTEN = "written", _("letter to participants")
    LIST_CLOSED = "listed", _("attendance closed")
