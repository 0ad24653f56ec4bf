"""Who may do what; who may read what stands in the `visible_to` of the models."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from foundation.accounts.acting import Acting, acting_choices
from foundation.accounts.models import Mandate, Organisation, User
from foundation.accounts.roles import Role
from helpdesk.models import Ticket


def user_is_staff(user) -> bool:
    """May work at the desk at all: agents, supervisors, administrators."""
    return user.is_authenticated and user.has_role(Role.AGENT, Role.SUPERVISOR, Role.ADMINISTRATOR)


def user_serves(user: User, ticket: Ticket) -> bool:
    """May answer this ticket as staff."""
    return Ticket.objects.served_by(user).filter(pk=ticket.pk).exists()


def user_can_share(user: User, ticket: Ticket) -> bool:
    return ticket.requester_id == user.pk or user_serves(user, ticket)


def offices_of(user: User, at: datetime | None = None) -> Sequence[Acting]:
    """Offices for which `user` may open tickets: own ones, and those served with the right scope."""
    return acting_choices(user, scope=Mandate.Scope.HELPDESK, on=timezone.localdate(at))


def acting_in(user: User, organisation: Organisation, at: datetime | None = None) -> Acting | None:
    """In what right `user` acts for `organisation` in tickets; None when there is none."""
    return next((a for a in offices_of(user, at) if a.organisation == organisation), None)


def organisation_of_act(user: User | None, ticket: Ticket) -> Organisation | None:
    """For whom an act on a ticket is done: the office, or None for the support point itself."""
    return None if user is None or user_serves(user, ticket) else ticket.organisation
