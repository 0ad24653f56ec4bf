"""States of a session and of an enrolment, and what each means for seats."""

from django.db import models
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
# Over for good: the person may enrol again, as a new enrolment.
ENDED = (EnrolmentState.DECLINED, EnrolmentState.CANCELLED)
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
    JOINED_WAITING_LIST = "joined_waiting_list", _("joined the waiting list")
    OFFERED = "offered", _("was offered a place")
    ACCEPTED = "accepted", _("accepted the place")
    DECLINED = "declined", _("declined the place")
    OFFER_EXPIRED = "offer_expired", _("let the offer run out")
    CANCELLED = "cancelled", _("enrolment cancelled")
    SESSION_CANCELLED = "session_cancelled", _("session cancelled")
    SESSION_CHANGED = "session_changed", _("told of a change of date or place")


class SessionVerb(models.TextChoices):
    PLANNED = "planned", _("planned")
    CHANGED = "changed", _("date or place changed")
    ANNOUNCED = "announced", _("announced")
    OPENED = "opened", _("enrolment opened")
    CLOSED = "closed", _("enrolment closed")
    CAPACITY = "capacity", _("number of places changed")
    CANCELLED = "cancelled", _("cancelled")
    STARTED = "started", _("started")
    FINISHED = "finished", _("finished")
