"""What `manage.py check_integrity` proves about tickets."""

from collections.abc import Iterator, Mapping, Sequence

from django.db.models import Max, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from foundation.calendars.working_time import WorkingCalendar
from foundation.integrity import IntegrityCheck
from helpdesk.actions.clock import clock_of
from helpdesk.level_setup import LevelSetup
from helpdesk.models import Recomputation, Ticket, TicketCounter, TicketEvent

PORTION = 500


def wrong_deadlines() -> Sequence[str]:
    """Open tickets whose stored moments are not those that their history gives.

    Finished ones keep the deadlines they had, in calendars that may have been edited since.
    """
    if Recomputation.objects.filter(state=Recomputation.State.DUE).exists():
        return []
    calendars = LevelSetup.read().calendars
    return [
        ticket.reference
        for ticket in _tickets()
        if ticket.is_open and not _is_recomputed(ticket, calendars)
    ]


def broken_chains() -> Sequence[str]:
    """Tickets whose events do not lead, one after the other, to the status they stand in."""
    return [ticket.reference for ticket in _tickets() if not _leads_to_status(ticket)]


def numbers_ahead() -> Sequence[str]:
    """Years whose counter has given fewer numbers than tickets carry: the next would be a duplicate."""
    broken = []
    for counter in TicketCounter.objects.all():
        taken = Ticket.objects.filter(reference__startswith=f"PW-{counter.year}-")
        highest = taken.aggregate(highest=Max("reference"))["highest"]
        if highest and int(highest.rpartition("-")[2]) > counter.last:
            broken.append(str(counter))
    return broken


def silent_tickets() -> Sequence[str]:
    """Tickets without the event that opened them."""
    first = TicketEvent.objects.filter(ticket=OuterRef("pk")).order_by("pk").values("verb")[:1]
    without = Ticket.objects.annotate(first=Subquery(first)).exclude(first=TicketEvent.Verb.OPENED)
    return list(without.values_list("reference", flat=True)) + list(
        Ticket.objects.filter(events=None).values_list("reference", flat=True)
    )


def checks() -> Sequence[IntegrityCheck]:
    return [
        IntegrityCheck(_("Deadlines follow from the history of tickets"), wrong_deadlines),
        IntegrityCheck(_("Events lead to the status of tickets"), broken_chains),
        IntegrityCheck(_("Numbers of tickets are not given twice"), numbers_ahead),
        IntegrityCheck(_("Every ticket begins with its opening"), silent_tickets),
    ]


def _tickets() -> Iterator[Ticket]:
    found = Ticket.objects.select_related("queue").prefetch_related("events", "warnings")
    return found.order_by("pk").iterator(chunk_size=PORTION)


def _is_recomputed(ticket: Ticket, calendars: Mapping[int, WorkingCalendar]) -> bool:
    clock = clock_of(ticket, calendars.get(ticket.calendar_id))
    moments = {name: value for name, value in clock.items() if name != "explained"}
    return all(getattr(ticket, name) == value for name, value in moments.items())


def _leads_to_status(ticket: Ticket) -> bool:
    status = ""
    for event in sorted(ticket.events.all(), key=lambda event: event.pk):
        if event.verb == TicketEvent.Verb.OPENED:
            status = event.to_value
        elif event.verb == TicketEvent.Verb.STATUS:
            if event.from_value != status:
                return False
            status = event.to_value
    return status == ticket.status
