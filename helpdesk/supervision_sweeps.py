"""Due work of levels, rules, exports and the desk's search."""

from datetime import datetime

from django.db.models import F

from helpdesk.actions.levels import recompute_batch
from helpdesk.actions.rules import handle_event
from helpdesk.actions.warnings import warn
from helpdesk.list_files.writing import write_batch
from helpdesk.models import Export, Recomputation, Ticket, TicketEvent


def warn_of_deadlines(*, at: datetime, limit: int = 50) -> int:
    """Warn of deadlines of which another share is used up; return how many tickets."""
    due = Ticket.objects.open().filter(next_warning_at__lte=at).order_by("next_warning_at")
    tickets = list(due[:limit])
    for ticket in tickets:
        warn(ticket, at=at)
    return len(tickets)


def recompute_deadlines(*, at: datetime) -> int:
    """Reckon a batch of open tickets anew after levels or calendars changed; return how many."""
    works = Recomputation.objects.claim(at=at, limit=1)
    return sum(recompute_batch(work, at=at) for work in works)


def ask_rules(*, at: datetime, limit: int = 50) -> int:
    """Ask the rules about new events, oldest first; return how many events."""
    events = list(TicketEvent.objects.filter(asks_rules=True).order_by("pk")[:limit])
    for event in events:
        handle_event(event, at=at)
    return len(events)


def write_exports(*, at: datetime) -> int:
    """Write a batch of the export that waits longest; return how many steps were taken."""
    works = Export.objects.claim(at=at, limit=1)
    for export in works:
        write_batch(export, at=at)
    return len(works)


def renew_search_keys(*, at: datetime, portion: int = 500) -> int:
    """Let the desk find tickets by the name that their office bears now; return how many changed."""
    office = F("organisation__search_key")
    stale = Ticket.objects.filter(organisation__isnull=False).exclude(search_key__endswith=office)
    keys = list(stale.values_list("pk", flat=True))
    field = Ticket._meta.get_field("search_key")
    for start in range(0, len(keys), portion):
        found = Ticket.objects.select_related("organisation").in_bulk(keys[start : start + portion])
        for ticket in found.values():
            ticket.search_key = field.text_of(ticket)
        Ticket.objects.bulk_update(found.values(), ["search_key"])
    return len(keys)
