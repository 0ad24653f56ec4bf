"""Where a ticket stands, in one sentence, for its requester and for the desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from foundation.accounts.models import User
from foundation.calendars.deadlines import Deadline
from foundation.calendars.explanation import explain
from helpdesk import sla
from helpdesk.models import Status, Ticket
from helpdesk.transitions import may_reopen, reopen_until

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

# What a colleague of the requester reads.
COLLEAGUE_WORDS = REQUESTER_WORDS | {
    Status.PENDING: pgettext_lazy("ticket of a colleague", "waits for the requester")
}


def is_own(ticket: Ticket, reader: User | None) -> bool:
    """Does `reader` read what they asked themselves? Without a reader it is meant for the requester."""
    return reader is None or reader.pk == ticket.requester_id


def status_words(ticket: Ticket, reader: User | None) -> Mapping[str, str]:
    return REQUESTER_WORDS if is_own(ticket, reader) else COLLEAGUE_WORDS


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
    start = ticket.opened_at
    if due_at == ticket.next_response_due_at:
        start = ticket.unanswered_since or start
    whole = due_at - start
    share = round(100 * ((now - start) / whole)) if whole else 100
    is_near = share >= 75 or due_at - now < timedelta(hours=2)
    return Left(due_at, "warn" if is_near else "ok", max(2, min(100, share)))


class Standing:
    """Where `ticket` stands: a title, a sentence, a deadline with its reasons.

    In words for the one who asked; a `reader` who did not ask is told whose answer is waited for.
    """

    def __init__(
        self, ticket: Ticket, now: datetime | None = None, *, reader: User | None = None
    ) -> None:
        self.ticket, self.now = ticket, now or timezone.now()
        self.is_own = is_own(ticket, reader)
        self._words = status_words(ticket, reader)

    @property
    def tone(self) -> str:
        return TONES[self.ticket.status]

    @property
    def word(self) -> str:
        return self._words[self.ticket.status]

    @property
    def due_label(self) -> str:
        if self.target == sla.RESOLUTION:
            return _("We plan to finish by")
        return _("We will answer by")

    @property
    def due_short(self) -> str:
        """For the desk, before the moment."""
        return _("finish by") if self.target == sla.RESOLUTION else _("answer by")

    @property
    def due_at(self) -> datetime | None:
        return None if self.deadline is None else self.deadline.due_at

    @property
    def due(self) -> str:
        return "" if self.due_at is None else moment(self.due_at, now=self.now)

    @property
    def is_stopped(self) -> bool:
        """The clock stands: what `due` says moves on until somebody else has acted."""
        return self.ticket.paused_at is not None

    @property
    def deadline(self) -> Deadline | None:
        """The deadline that runs, or the one that waits while the clock stands."""
        if not self.ticket.is_open or not self.ticket.explained:
            return None
        return Deadline.from_json(self.ticket.explained[self.target])

    @cached_property
    def target(self) -> str:
        """Which of the deadlines counts now: the first response until it came, then the nearest."""
        if not self.ticket.first_responded_at:
            return sla.FIRST_RESPONSE
        due = {name: one["due_at"] for name, one in self.ticket.explained.items()}
        due.pop(sla.FIRST_RESPONSE, None)
        return min(due, key=lambda name: datetime.fromisoformat(due[name]), default=sla.RESOLUTION)

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
            Status.PENDING: self._waits_for(),
            Status.ON_HOLD: _("Waits for another body"),
            Status.RESOLVED: pgettext("ticket", "Answered"),
            Status.CLOSED: pgettext("ticket", "Closed"),
        }[self.ticket.status]

    @property
    def sentence(self) -> str:
        said = getattr(self, f"_when_{self.ticket.status}")()
        if self.ticket.parent_id and self.ticket.is_open:
            said += " " + _("The same problem was reported by other offices too.")
        return said

    def _when_new(self) -> str:
        if self.is_late:
            return _("The deadline has passed. Your ticket stands first in its queue.")
        return _("The ticket waits in its queue; nothing is needed from you.")

    def _when_open(self) -> str:
        who = self.ticket.assignee
        if who:
            return _("%(name)s is working on it.") % {"name": who}
        return _("An agent is working on it; nothing is needed from you.")

    def _waits_for(self) -> str:
        if self.is_own:
            return _("Waits for your answer")
        who = self.ticket.requester or pgettext("person", "the requester")
        return _("Waits for an answer: %(name)s") % {"name": who}

    def _when_pending(self) -> str:
        if self.is_own:
            return _("The clock stands until you answer, here or by e-mail.")
        return _("The clock stands until the answer comes, here or by e-mail.")

    def _when_on_hold(self) -> str:
        day = self.ticket.follow_up_on
        words = {
            "body": self.ticket.waits_for,
            "day": date_format(day, "j E") if day else "",
        }
        return _("We wait for: %(body)s. We will ask again on %(day)s.") % words

    def _when_resolved(self) -> str:
        said = _("Not what you needed? Reply until %(day)s and we take it up again.") % {
            "day": date_format(timezone.localtime(reopen_until(self.ticket)), "j E Y")
        }
        if self.ticket.closes_on:
            day = {"day": date_format(self.ticket.closes_on, "j E")}
            said += " " + _("Otherwise the ticket closes by itself on %(day)s.") % day
        return said

    def _when_closed(self) -> str:
        if self.ticket.merged_into:
            where = {"reference": self.ticket.merged_into.reference}
            return _("We go on in the ticket %(reference)s, about the same matter.") % where
        if may_reopen(self.ticket, self.now):
            day = date_format(timezone.localtime(reopen_until(self.ticket)), "j E Y")
            return _("You can open it again until %(day)s. A new matter needs a new ticket.") % {
                "day": day
            }
        return _("This ticket is finished. A new matter needs a new ticket.")
