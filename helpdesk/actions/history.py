"""What every change of a ticket does: lock it, write the event, set the clock, tell open pages."""

from contextlib import suppress
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.accounts.models import Organisation, User
from foundation.checking import check
from helpdesk import live
from helpdesk.actions.clock import set_clock
from helpdesk.models import Ticket, TicketEvent
from helpdesk.models.ticket import TicketQuerySet
from helpdesk.transitions import stops_clock

# What an act asks of nearly every ticket: read with it, in one query, once it is locked. Not joined to
# the query that waits for the lock: PostgreSQL would pair the new row with what the old one led to.
LOADED = (
    "queue", "category", "system", "requirement", "mandate", "requester", "organisation", "assignee",
    "level", "calendar",
)  # fmt: skip
# What may set a rule going; see `helpdesk.rules.matching.trigger_of`.
ASKS_RULES = (TicketEvent.Verb.OPENED, TicketEvent.Verb.REPLIED, TicketEvent.Verb.STATUS)


class Merged(ValidationError):
    """The ticket was merged into another one, which goes on in its place."""

    def __init__(self, ticket: Ticket, survivor: Ticket) -> None:
        self.ticket = ticket
        super().__init__(
            _("This ticket was merged into %(reference)s. Go on there.")
            % {"reference": survivor.reference},
            code="merged",
        )


def lock(ticket: Ticket, among: TicketQuerySet) -> Ticket:
    """Return `ticket` read anew and locked until the transaction ends, if it is among those allowed.

    Raises PermissionDenied when it is not: a right may have ended since the page was shown; and
    Merged for a ticket in whose place another one goes on.
    """
    allowed = among.select_for_update(of=("self",)).only("reference", "merged_into")
    locked = allowed.filter(pk=ticket.pk).first()
    if locked is None:
        raise PermissionDenied
    if locked.merged_into_id:
        raise Merged(locked, locked.merged_into)
    return Ticket.objects.select_related(*LOADED).get(pk=ticket.pk)


def lock_survivor(ticket: Ticket, among: TicketQuerySet) -> Ticket:
    """Lock the ticket that goes on in the place of `ticket`: itself, where nobody merged it.

    Where it is merged while we wait for it, its lock is given back before the next one is waited
    for, so that nobody who merges in the other direction waits for us.
    """
    while True:
        ticket = survivor_of(ticket)
        with suppress(Merged), transaction.atomic():
            return lock(ticket, among)


def survivor_of(ticket: Ticket) -> Ticket:
    """The last ticket of the chain of merges that begins with `ticket`, as it stands now."""
    return Ticket.objects.select_related("merged_into").get(pk=ticket.pk).survivor


def record(
    ticket: Ticket,
    verb: TicketEvent.Verb,
    *,
    by: User | None,
    organisation: Organisation | None,
    at: datetime,
    **fields,
) -> TicketEvent:
    """Append an event, bring the clock up to date, save the ticket and wake the open pages."""
    event = TicketEvent.objects.create(
        ticket=ticket,
        actor=by,
        organisation=organisation,
        verb=verb,
        is_clock_paused=stops_clock(ticket.status, ticket.queue),
        asks_rules=verb in ASKS_RULES and "rule" not in fields,
        at=at,
        **fields,
    )
    set_clock(ticket)
    ticket.changed_at = at
    check(ticket)
    ticket.save()
    transaction.on_commit(live.wake, robust=True)
    return event
