"""Tickets from calls, and tickets that came under the wrong office."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.acting import Acting
from foundation.accounts.models import Organisation, User
from helpdesk import followers, notices, permissions
from helpdesk.actions.conversation import add_note
from helpdesk.actions.following import remove_copy
from helpdesk.actions.history import lock, record
from helpdesk.actions.opening import open_ticket, queue_for
from helpdesk.actions.routing import assign
from helpdesk.actions.units import set_units
from helpdesk.models import Channel, Queue, Ticket, TicketEvent
from knowledge.models import System


@transaction.atomic
def take_call(
    *,
    by: User,
    organisation: Organisation,
    subject: str,
    body: str,
    kind: str,
    person: User | None = None,
    caller: str = "",
    system: System | None = None,
    is_mine: bool = True,
    at: datetime | None = None,
) -> Ticket:
    """Open a ticket from a phone call for an office, with or without a known person of it.

    An unknown `caller` (name, number) goes into a note. `is_mine`: `by` answers it, in a queue of
    their own where the usual one is not theirs.
    Raises what `open_ticket` raises.
    """
    if not permissions.user_is_staff(by):
        raise PermissionDenied
    at = at or timezone.now()
    words = {"subject": subject, "body": body, "kind": kind, "system": system}
    words["queue"] = _own_queue(by, kind, system) if is_mine else None
    ticket = open_ticket(
        by=by, organisation=organisation, requester=person, channel=Channel.PHONE, at=at, **words
    )
    if permissions.user_serves(by, ticket):
        if caller.strip():
            text = _("Called: %(who)s") % {"who": caller.strip()}
            add_note(ticket, by=by, body=text, at=at)
        if is_mine:
            assign(ticket, by=by, assignee=by, at=at)
    return ticket


@transaction.atomic
def move_office(
    ticket: Ticket,
    *,
    by: User,
    organisation: Organisation,
    requester: User | None,
    at: datetime | None = None,
) -> Ticket:
    """Put a ticket under the right office; from then on that office's people read it, and no others.

    `requester` is whose it is there, None where only the office is known; PermissionDenied for
    somebody who does not act for it. Copies by mail and further offices concerned were the other
    office's, and end.
    """
    at = at or timezone.now()
    ticket = lock(ticket, Ticket.objects.served_by(by))
    acting = _acting_there(requester, organisation, by=by, at=at)
    if (ticket.organisation, ticket.requester) == (organisation, requester):
        return ticket
    before, told = ticket.organisation, ticket.requester
    _leave_behind(ticket, by=by, at=at)
    ticket.organisation, ticket.requester = organisation, requester
    ticket.mandate = acting.mandate if acting else None
    ticket.version += 1
    record(
        ticket,
        TicketEvent.Verb.OFFICE,
        by=by,
        organisation=None,
        at=at,
        from_value=str(before.pk) if before else "",
        to_value=str(organisation.pk),
    )
    notices.tell_moved(ticket, before=told, at=at)
    return ticket


def _own_queue(by: User, kind: str, system: System | None) -> Queue | None:
    """The usual queue where `by` answers it, else their first; None where they answer none."""
    own = list(Queue.objects.active().served_by(by))
    usual = queue_for(kind, system)
    return usual if usual in own else next(iter(own), None)


def _leave_behind(ticket: Ticket, *, by: User, at: datetime) -> None:
    """End what belonged to the office it leaves: copies by mail, further offices concerned."""
    for copy in ticket.copy_addresses.active():
        remove_copy(copy, by=by, at=at)
    set_units(ticket, by=by, units=(), at=at)
    ticket.refresh_from_db()


def _acting_there(
    requester: User | None, organisation: Organisation, *, by: User, at: datetime
) -> Acting | None:
    """In what right `requester` has a ticket there; PermissionDenied for one who has none."""
    if not organisation.is_active or requester == by:
        raise PermissionDenied
    acting = permissions.acting_in(requester, organisation, at) if requester else None
    if requester and acting is None:
        raise PermissionDenied
    return acting


@dataclass(frozen=True)
class Consequences:
    """Who stops and who begins to read a ticket that moves under another office."""

    requester_stays: bool
    losing: list[User]
    gaining: list[User]
    copies: list[str]


def consequences(ticket: Ticket, organisation: Organisation, *, at: datetime) -> Consequences:
    """What moving `ticket` under `organisation` would change, to be said before it is done."""
    there = Ticket(
        organisation=organisation,
        requester=ticket.requester,
        is_restricted=ticket.is_restricted,
    )
    now, then = set(followers.colleagues(ticket)), set(followers.colleagues(there))
    stays = ticket.requester and permissions.acting_in(ticket.requester, organisation, at)
    return Consequences(
        requester_stays=bool(stays),
        losing=sorted(now - then, key=str),
        gaining=sorted(then - now, key=str),
        copies=[copy.address for copy in ticket.copy_addresses.active()],
    )
