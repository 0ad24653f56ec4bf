"""The office's declaration of legal clocks, and what follows from it; each change stands in the history."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from helpdesk import permissions
from helpdesk.actions.history import lock, record
from helpdesk.incidents import clocks
from helpdesk.incidents.reporting import refuse_future
from helpdesk.models import Incident, IncidentClock, Kind, LegalClock, Ticket, TicketEvent, Tlp

Verb, Standing = TicketEvent.Verb, IncidentClock.Standing
DONE, REOPENED, UNDECIDED = "done", "reopened", "undecided"


def may_declare(user: User, ticket: Ticket) -> bool:
    """The requester speaks for the office, staff write down what they are told."""
    is_incident = ticket.kind == Kind.INCIDENT
    return is_incident and (ticket.requester_id == user.pk or permissions.user_serves(user, ticket))


@transaction.atomic
def declare(
    ticket: Ticket,
    *,
    by: User,
    standings: Mapping[str, str],
    detected_at: datetime | None,
    at: datetime | None = None,
) -> Ticket:
    """State when the incident was noticed and which legal clocks apply, by code of the clock.

    An empty standing takes a declaration back. Raises ValidationError for a moment in the future, or
    for taking back a clock whose report was already recorded as made.
    """
    at = at or timezone.now()
    ticket, incident = _locked(ticket, by=by, at=at)
    if detected_at != incident.detected_at:
        refuse_future(detected_at, at=at)
        _refuse_after_reports(ticket, detected_at)
        before = _moment(incident.detected_at)
        incident.detected_at = detected_at
        incident.save(update_fields=["detected_at"])
        _record(ticket, Verb.DETECTED, by=by, at=at, before=before, after=_moment(detected_at))
    rows = {row.clock.code: row for row in ticket.legal_clocks.select_related("clock")}
    for clock in LegalClock.objects.filter(code__in=standings):
        _declare(ticket, clock, rows.get(clock.code), standings[clock.code], by=by, at=at)
    recompute(ticket, incident, at=at)
    return ticket


@transaction.atomic
def record_done(
    ticket: Ticket, *, by: User, clock: LegalClock, done_at: datetime, at: datetime | None = None
) -> Ticket:
    """Record that the report a clock asks for was made at `done_at`."""
    at = at or timezone.now()
    ticket, incident = _locked(ticket, by=by, at=at)
    if done_at > at:
        raise ValidationError({"done_at": _("This moment lies in the future.")})
    if incident.detected_at and done_at < incident.detected_at:
        raise ValidationError({"done_at": _("This is before the incident was noticed.")})
    row, _is_new = IncidentClock.objects.get_or_create(
        ticket=ticket,
        clock=clock,
        defaults={"standing": Standing.APPLIES, "decided_by": by, "decided_at": at},
    )
    row.standing, row.done_at = Standing.APPLIES, done_at
    row.decided_by, row.decided_at = by, at
    row.save(update_fields=["standing", "done_at", "decided_by", "decided_at"])
    _record(ticket, Verb.CLOCK, by=by, at=at, after=f"{clock.code} {DONE}")
    recompute(ticket, incident, at=at)
    return ticket


@transaction.atomic
def take_back_done(
    ticket: Ticket, *, by: User, clock: LegalClock, at: datetime | None = None
) -> Ticket:
    """A report was recorded as made by mistake: the clock runs again."""
    at = at or timezone.now()
    ticket, incident = _locked(ticket, by=by, at=at)
    row = ticket.legal_clocks.filter(clock=clock, done_at__isnull=False).first()
    if row:
        row.done_at, row.decided_by, row.decided_at = None, by, at
        row.save(update_fields=["done_at", "decided_by", "decided_at"])
        _record(ticket, Verb.CLOCK, by=by, at=at, after=f"{clock.code} {REOPENED}")
        recompute(ticket, incident, at=at)
    return ticket


@transaction.atomic
def set_tlp(ticket: Ticket, *, by: User, tlp: str, at: datetime | None = None) -> Ticket:
    """Say how far what is written about an incident may go."""
    at = at or timezone.now()
    ticket, incident = _locked(ticket, by=by, at=at)
    if incident.tlp != tlp:
        before, incident.tlp = incident.tlp, Tlp(tlp)
        incident.save(update_fields=["tlp"])
        _record(ticket, Verb.TLP, by=by, at=at, before=before, after=tlp)
    return ticket


def recompute(ticket: Ticket, incident: Incident, *, at: datetime) -> None:
    """Bring every declared clock of `ticket` up to date; warnings already due are not given again."""
    rows = list(ticket.legal_clocks.select_related("clock__after"))
    by_clock = {row.clock_id: row for row in rows}
    for row in rows:
        start = start_of(row.clock, by_clock, incident)
        row.due_at = clocks.due_at(start, hours=row.clock.hours, months=row.clock.months)
        _plan_warning(row, start, at)
    IncidentClock.objects.bulk_update(rows, ["due_at", "warned_share", "next_warning_at"])


def start_of(
    clock: LegalClock, rows: Mapping[int, IncidentClock], incident: Incident
) -> datetime | None:
    """From when `clock` runs: the stated moment, or the report before it, once made or at the latest."""
    if clock.after is None:
        return incident.detected_at
    earlier = rows.get(clock.after_id)
    if earlier and earlier.done_at:
        return earlier.done_at
    start = start_of(clock.after, rows, incident)
    return clocks.due_at(start, hours=clock.after.hours, months=clock.after.months)


def _plan_warning(row: IncidentClock, start: datetime | None, at: datetime) -> None:
    is_running = row.standing == Standing.APPLIES and row.done_at is None and row.due_at
    if not is_running:
        row.warned_share, row.next_warning_at = 0, None
        return
    moments = clocks.warning_moments(start, row.due_at)
    row.warned_share = max((share for share, when in moments if when <= at), default=0)
    following = clocks.next_warning(start, row.due_at, after_share=row.warned_share)
    row.next_warning_at = following[1] if following else None


def _declare(
    ticket: Ticket,
    clock: LegalClock,
    row: IncidentClock | None,
    standing: str,
    *,
    by: User,
    at: datetime,
) -> None:
    before = row.standing if row else ""
    if standing == before:
        return
    if row and row.done_at:
        raise ValidationError(
            _("“%(clock)s” is recorded as made; take that back first.") % {"clock": clock.name}
        )
    if not standing:
        row.delete()
    else:
        IncidentClock.objects.update_or_create(
            ticket=ticket,
            clock=clock,
            defaults={"standing": Standing(standing), "decided_by": by, "decided_at": at},
        )
    words = f"{clock.code} {before or UNDECIDED}", f"{clock.code} {standing or UNDECIDED}"
    _record(ticket, Verb.CLOCK, by=by, at=at, before=words[0], after=words[1])


def _refuse_after_reports(ticket: Ticket, detected_at: datetime | None) -> None:
    """Nothing is reported before it is noticed: what is recorded as made is taken back first."""
    made = ticket.legal_clocks.filter(done_at__lt=detected_at).first() if detected_at else None
    if made:
        raise ValidationError(
            _("“%(clock)s” is recorded as made before that moment; take that back first.")
            % {"clock": made.clock.name}
        )


def _locked(ticket: Ticket, *, by: User, at: datetime) -> tuple[Ticket, Incident]:
    """The ticket, locked, and its facts, for somebody who may declare."""
    ticket = lock(ticket, Ticket.objects.visible_to(by, at))
    if not may_declare(by, ticket):
        raise PermissionDenied
    return ticket, Incident.objects.get_or_create(ticket=ticket)[0]


def _record(
    ticket: Ticket, verb: str, *, by: User, at: datetime, after: str, before: str = ""
) -> None:
    organisation = permissions.organisation_of_act(by, ticket)
    values = {"from_value": before, "to_value": after}
    record(ticket, verb, by=by, organisation=organisation, at=at, **values)


def _moment(moment: datetime | None) -> str:
    return timezone.localtime(moment).isoformat() if moment else ""
