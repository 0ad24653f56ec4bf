"""Which other offices a ticket also concerns."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from foundation.accounts.acting import Acting
from foundation.accounts.models import Organisation, User
from helpdesk import permissions
from helpdesk.actions.history import lock, record
from helpdesk.models import ConcernedUnit, Ticket, TicketEvent


@transaction.atomic
def set_units(
    ticket: Ticket, *, by: User, units: Collection[Organisation], at: datetime | None = None
) -> Ticket:
    """Say which offices the ticket concerns besides its own; for its requester and for staff.

    Each new one must be an office that the requester may act for. Raises PermissionDenied.
    """
    at = at or timezone.now()
    ticket = lock(ticket, Ticket.objects.visible_to(by, at))
    if not permissions.user_can_set_units(by, ticket):
        raise PermissionDenied
    known = {unit.organisation_id: unit for unit in ticket.units.all()}
    wanted = {office.pk: office for office in units if office.pk != ticket.organisation_id}
    added = [office for key, office in wanted.items() if key not in known]
    gone = [key for key in known if key not in wanted]
    add_units(ticket, added, at=at)
    ticket.units.filter(organisation__in=gone).delete()
    for office in added:
        _note(ticket, by=by, at=at, to_value=str(office.pk))
    for key in gone:
        _note(ticket, by=by, at=at, from_value=str(key))
    return ticket


def add_units(ticket: Ticket, units: Sequence[Organisation], *, at: datetime) -> None:
    """Write down that a ticket concerns `units`, each in the right that its requester has today."""
    rights = [(unit, _right(ticket, unit, at)) for unit in units]
    ConcernedUnit.objects.bulk_create(
        ConcernedUnit(ticket=ticket, organisation=unit, mandate=right.mandate if right else None)
        for unit, right in rights
    )


def _right(ticket: Ticket, unit: Organisation, at: datetime) -> Acting | None:
    """In what right the requester speaks for `unit`; None where no person asked, only an office."""
    if ticket.requester is None:
        return None
    right = permissions.acting_in(ticket.requester, unit, at)
    if right is None:
        raise PermissionDenied
    return right


def _note(ticket: Ticket, *, by: User, at: datetime, **values: str) -> None:
    organisation = permissions.organisation_of_act(by, ticket)
    record(ticket, TicketEvent.Verb.UNIT, by=by, organisation=organisation, at=at, **values)
