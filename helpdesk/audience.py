"""Who may find a ticket: the reading rule once more, as tokens.

`Ticket.objects.visible_to(user)` holds a ticket exactly when one of the tokens a person carries is
among those the ticket lists; a test proves it over the whole cast.
"""

from datetime import datetime

from django.utils import timezone

from foundation.accounts.models import Mandate, Membership
from foundation.accounts.roles import Role
from foundation.search import tokens
from helpdesk.models import QueueMember, Ticket

EVERYTHING = frozenset({tokens.role(Role.SUPERVISOR), tokens.role(Role.ADMINISTRATOR)})


def own(user_id: int, organisation_id: int) -> str:
    """Token of one person while they act for one office."""
    return f"own:{user_id}:{organisation_id}"


def office(organisation_id: int) -> str:
    """Token of those who see the tickets of an office: coordinators, and who serves it by mandate."""
    return f"tickets:{organisation_id}"


def of_ticket(ticket: Ticket) -> set[str]:
    """Tokens of everybody who may read `ticket`."""
    found = {*EVERYTHING, tokens.queue(ticket.queue_id)}
    if ticket.requester_id and ticket.organisation_id:
        found.add(own(ticket.requester_id, ticket.organisation_id))
    elif ticket.requester_id:
        found.add(tokens.person(ticket.requester_id))
    if not ticket.is_restricted:
        concerned = {ticket.organisation_id, *(unit.organisation_id for unit in ticket.units.all())}
        found |= {office(key) for key in concerned if key}
    return found


def of_notes(ticket: Ticket) -> set[str]:
    """Tokens of those who may read the notes: nobody, where the requester could be among them."""
    if ticket.requester and ticket.requester.is_staff_member:
        return set()
    return {*EVERYTHING, tokens.queue(ticket.queue_id)}


def search_tokens(user, at: datetime | None = None) -> set[str]:
    """What `user` carries besides roles: own offices, offices served, queues answered."""
    offices = Membership.objects.active().filter(user=user, organisation__is_active=True)
    own_offices = dict(offices.values_list("organisation", "is_coordinator"))
    mandates = Mandate.objects.in_force(timezone.localdate(at)).for_scope(Mandate.Scope.HELPDESK)
    mandates = mandates.filter(serving__in=own_offices, served__is_active=True)
    served = set(mandates.values_list("served", flat=True))
    found = {own(user.pk, key) for key in {*own_offices, *served}}
    found |= {office(key) for key in served}
    found |= {office(key) for key, is_coordinator in own_offices.items() if is_coordinator}
    if user.has_role(Role.AGENT):
        queues = QueueMember.objects.filter(user=user).values_list("queue", flat=True)
        found |= {tokens.queue(key) for key in queues}
    return found
