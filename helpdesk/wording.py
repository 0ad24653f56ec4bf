"""Where a ticket stands, in one sentence, for its requester and for the desk."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from foundation.calendars.deadlines import Deadline
from foundation.calendars.explanation import explain
from helpdesk.models import Status, Ticket
from helpdesk.transitions import REOPEN_WITHIN

TONES = {
    Status.NEW: "info",
    Status.OPEN: "info",
    Status.PENDING: "warn",
    Status.ON_HOLD: "quiet",
    Status.RESOLVED: "ok",
    Status.CLOSED: "quiet",
}
# What a requester reads; the desk reads the labels of `Status`.
REQUESTER_WORDS = {
    Status.NEW: pgettext_lazy("status for the requester", "received"),
    Status.OPEN: pgettext_lazy("status for the requester", "in progress"),
    Status.PENDING: gettext_lazy("waits for your answer"),
    Status.ON_HOLD: pgettext_lazy("ticket", "waits for another body"),
    Status.RESOLVED: pgettext_lazy("status for the requester", "answered"),
    Status.CLOSED: pgettext_lazy("ticket", "closed"),
}


def moment(at: datetime, *, now: datetime | None = None) -> str:
    """Return e.g. „13 listopada, 10:05”, with the year where it is another one, „dziś” for today."""
    local, today = timezone.localtime(at), timezone.localtime(now or timezone.now())
    if local.date() == today.date():
        return _("today, %(time)s") % {"time": date_format(local, "H:i")}
    return date_format(local, "j E, H:i" if local.year == today.year else "j E Y, H:i")


@dataclass(frozen=True)
class Left:
    """How near a deadline is: a tone, and the share of the time already used, 2 to 100."""

    due_at: datetime
    tone: str
    share: int


def left(ticket: Ticket, now: datetime) -> Left | None:
    """How the next deadline of `ticket` stands; None while the clock stands or nothing is promised."""
    due_at = ticket.next_due_at
    if due_at is None:
        return None
    if due_at < now:
        return Left(due_at, "bad", 100)
    whole = due_at - ticket.opened_at
    share = round(100 * ((now - ticket.opened_at) / whole)) if whole else 100
    is_near = share >= 75 or due_at - now < timedelta(hours=2)
    return Left(due_at, "warn" if is_near else "ok", max(2, min(100, share)))


class Standing:
    """Where `ticket` stands, for the one who asked: a title, a sentence, a deadline with its reasons."""

    def __init__(self, ticket: Ticket, now: datetime | None = None) -> None:
        self.ticket, self.now = ticket, now or timezone.now()

    @property
    def tone(self) -> str:
        return TONES[self.ticket.status]

    @property
    def word(self) -> str:
        return REQUESTER_WORDS[self.ticket.status]

    @property
    def due_label(self) -> str:
        if self.ticket.first_responded_at:
            return _("We plan to finish by")
        return _("We will answer by")

    @property
    def due_short(self) -> str:
        """For the desk, before the moment."""
        return _("finish by") if self.ticket.first_responded_at else _("answer by")

    @property
    def due_at(self) -> datetime | None:
        return None if self.deadline is None else self.deadline.due_at

    @property
    def due(self) -> str:
        return "" if self.due_at is None else moment(self.due_at, now=self.now)

    @property
    def deadline(self) -> Deadline | None:
        """The deadline that runs, or the one that waits while the clock stands."""
        name = "resolution" if self.ticket.first_responded_at else "first_response"
        if not self.ticket.is_open or name not in self.ticket.explained:
            return None
        return Deadline.from_json(self.ticket.explained[name])

    @property
    def explanation(self) -> str:
        """Why the deadline is when it is, in one sentence."""
        if self.deadline is None:
            return ""
        text = explain(self.deadline)
        if self.ticket.paused_at:
            since = moment(self.ticket.paused_at, now=self.now)
            text += ", " + _("the clock stands since %(when)s") % {"when": since}
        return text

    @property
    def promised(self) -> str:
        """The deadline where it runs and has not passed; empty otherwise."""
        running = self.ticket.next_due_at
        return moment(running, now=self.now) if running and running >= self.now else ""

    @property
    def is_late(self) -> bool:
        return self.ticket.next_due_at is not None and self.ticket.next_due_at < self.now

    @property
    def title(self) -> str:
        if self.is_late:
            return _("We are late, and we are sorry")
        if self.ticket.status in (Status.NEW, Status.OPEN) and self.promised:
            return f"{self.due_label} {self.promised}"
        return {
            Status.NEW: _("We received your ticket"),
            Status.OPEN: _("We are working on it"),
            Status.PENDING: _("Waits for your answer"),
            Status.ON_HOLD: _("Waits for another body"),
            Status.RESOLVED: pgettext("ticket", "Answered"),
            Status.CLOSED: pgettext("ticket", "Closed"),
        }[self.ticket.status]

    @property
    def sentence(self) -> str:
        return getattr(self, f"_when_{self.ticket.status}")()

    def _when_new(self) -> str:
        if self.is_late:
            return _("The deadline has passed. Your ticket stands first in its queue.")
        return _("The ticket waits in its queue; nothing is needed from you.")

    def _when_open(self) -> str:
        who = self.ticket.assignee
        if who:
            return _("%(name)s is working on it.") % {"name": who}
        return _("An agent is working on it; nothing is needed from you.")

    def _when_pending(self) -> str:
        return _("The clock stands until you answer, here or by e-mail.")

    def _when_on_hold(self) -> str:
        day = self.ticket.follow_up_on
        words = {
            "body": self.ticket.waits_for,
            "day": date_format(day, "j E") if day else "",
        }
        return _("We wait for: %(body)s. We will ask again on %(day)s.") % words

    def _when_resolved(self) -> str:
        return _("Not what you needed? Reply within %(days)d days and we take it up again.") % {
            "days": REOPEN_WITHIN.days
        }

    def _when_closed(self) -> str:
        return _("This ticket is finished. A new matter needs a new ticket.")
