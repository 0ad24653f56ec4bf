"""Warnings of legal clocks, inside the application, once for each share of the time."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from foundation.accounts.models import User
from foundation.mailing.actions import notify
from helpdesk.incidents import clocks
from helpdesk.incidents.declaring import start_of
from helpdesk.models import Incident, IncidentClock, Ticket
from helpdesk.wording import moment

KIND = "helpdesk.legal_clock"


def warn_of_clocks(*, at: datetime, limit: int = 50) -> int:
    """Warn of every clock whose next warning is due; return how many were warned of."""
    due = IncidentClock.objects.filter(next_warning_at__lte=at).order_by("next_warning_at", "pk")
    keys = list(due.values_list("pk", flat=True)[:limit])
    for key in keys:
        _warn(key, at)
    return len(keys)


@transaction.atomic
def _warn(key: int, at: datetime) -> None:
    locked = IncidentClock.objects.select_for_update(of=("self",)).select_related("clock__after")
    row = locked.select_related("ticket__assignee", "ticket__requester").get(pk=key)
    if row.next_warning_at is None or row.next_warning_at > at:
        return
    start = _start(row)
    moments = clocks.warning_moments(start, row.due_at)
    row.warned_share = max(share for share, when in moments if when <= at)
    following = clocks.next_warning(start, row.due_at, after_share=row.warned_share)
    row.next_warning_at = following[1] if following else None
    row.save(update_fields=["warned_share", "next_warning_at"])
    for person in people_to_warn(row.ticket, at):
        _tell(row, person, at)


def people_to_warn(ticket: Ticket, at: datetime) -> list[User]:
    """The agent of the ticket, or all of its queue while it is nobody's, and its requester."""
    agents = [ticket.assignee] if ticket.assignee else []
    if not agents:
        agents = list(User.objects.active().filter(queue_places__queue=ticket.queue_id))
    people = [*agents, *filter(None, [ticket.requester])]
    readable = Ticket.objects.filter(pk=ticket.pk)
    return [person for person in people if readable.visible_to(person, at).exists()]


def _tell(row: IncidentClock, person: User, at: datetime) -> None:
    """Nothing of the ticket but its number; an unchecked clock says that it is one."""
    with override(person.language):
        words = {
            "reference": row.ticket.reference,
            "clock": row.clock.name,
            "due": moment(row.due_at, now=at),
        }
        if row.warned_share >= 100:
            text = _("%(reference)s: the time for “%(clock)s” has passed (%(due)s)") % words
        else:
            text = _("%(reference)s: “%(clock)s” is due by %(due)s") % words
        if not row.clock.is_checked:
            text = f"{text} – {_('to be confirmed')}"
        url = Incident(ticket=row.ticket).get_absolute_url()
        notify(person, kind=KIND, text=text, url=url, at=at)


def _start(row: IncidentClock) -> datetime:
    rows = {one.clock_id: one for one in row.ticket.legal_clocks.all()}
    return start_of(row.clock, rows, Incident.objects.get(ticket=row.ticket_id))
