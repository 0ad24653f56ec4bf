"""How the legal clocks of an incident stand, each in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from helpdesk.incidents import clocks
from helpdesk.incidents.declaring import start_of
from helpdesk.models import Incident, IncidentClock, LegalClock, Ticket
from helpdesk.wording import moment


@dataclass(frozen=True)
class ClockLine:
    """One legal clock for a reader: what it asks, until when, how it stands, and why then."""

    clock: LegalClock
    row: IncidentClock | None
    start: datetime | None
    due_at: datetime | None
    now: datetime

    @property
    def applies(self) -> bool:
        return self.row is not None and self.row.standing == IncidentClock.Standing.APPLIES

    @property
    def is_done(self) -> bool:
        return self.row is not None and self.row.done_at is not None

    @property
    def is_running(self) -> bool:
        return self.applies and not self.is_done and self.due_at is not None

    @property
    def share(self) -> int:
        return clocks.share_used(self.start, self.due_at, self.now) if self.is_running else 0

    @property
    def tone(self) -> str:
        if self.is_done:
            return "ok"
        if not self.is_running:
            return "quiet"
        return "bad" if self.share >= 100 else "warn" if self.share >= 50 else "info"

    @property
    def word(self) -> str:
        """How it stands, in a word or two."""
        if self.row is None:
            return pgettext("legal clock", "not decided yet")
        if self.is_done:
            return pgettext("legal clock", "sent")
        if not self.applies:
            return self.row.get_standing_display()
        if not self.is_running:
            return pgettext("legal clock", "waits for the moment it was noticed")
        return pgettext("legal clock", "late") if self.share >= 100 else _("runs")

    @property
    def explanation(self) -> str:
        """Why the deadline is when it is."""
        clock = self.clock
        if self.start is None or self.due_at is None:
            return _("Counted from the moment at which the incident was noticed; state it first.")
        words = {
            "start": moment(self.start, now=self.now),
            "due": moment(self.due_at, now=self.now),
        }
        if clock.hours is not None:
            text = ngettext(
                "%(n)d hour from %(start)s, until %(due)s. Nights, weekends and holidays count.",
                "%(n)d hours from %(start)s, until %(due)s. Nights, weekends and holidays count.",
                clock.hours,
            )
            return text % (words | {"n": clock.hours})
        text = ngettext(
            "%(n)d month from %(start)s, until %(due)s. Nights, weekends and holidays count.",
            "%(n)d months from %(start)s, until %(due)s. Nights, weekends and holidays count.",
            clock.months,
        )
        return text % (words | {"n": clock.months})

    @property
    def counted_from(self) -> str:
        """From what it is counted."""
        if self.clock.after is None:
            return _("from the moment the incident was noticed")
        return _("from: %(report)s") % {"report": self.clock.after.name}


def lines(
    ticket: Ticket, incident: Incident, *, now: datetime | None = None
) -> Sequence[ClockLine]:
    """Every clock in force when the incident was noticed or reported, and every declared one."""
    now = now or timezone.now()
    rows = {row.clock_id: row for row in ticket.legal_clocks.select_related("decided_by")}
    known = LegalClock.objects.select_related("after")
    in_force = known.in_force(incident.detected_at or ticket.opened_at)
    declared = known.filter(pk__in=rows)
    found = sorted({*in_force, *declared}, key=lambda clock: (clock.position, clock.pk))
    return [_line(clock, rows, incident, now) for clock in found]


def _line(
    clock: LegalClock, rows: dict[int, IncidentClock], incident: Incident, now: datetime
) -> ClockLine:
    start = start_of(clock, rows, incident)
    due = clocks.due_at(start, hours=clock.hours, months=clock.months)
    return ClockLine(clock, rows.get(clock.pk), start, due, now)
