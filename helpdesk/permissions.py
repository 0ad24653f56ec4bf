"""Who may do what; who may read what stands in the `visible_to` of the models."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from foundation.accounts.acting import Acting, acting_choices
from foundation.accounts.models import Mandate, Organisation, User
from foundation.accounts.roles import Role
from helpdesk.models import Rating, Ticket


def user_is_staff(user) -> bool:
    """May work at the desk at all: agents, supervisors, administrators."""
    return user.is_authenticated and user.has_role(Role.AGENT, Role.SUPERVISOR, Role.ADMINISTRATOR)


def user_supervises(user) -> bool:
    """May set up queues, levels, calendars and rules, and read the reports."""
    return user.is_authenticated and user.has_role(Role.SUPERVISOR, Role.ADMINISTRATOR)


def staff() -> QuerySet[User]:
    """Everybody who may work at the desk."""
    roles = (Role.AGENT, Role.SUPERVISOR, Role.ADMINISTRATOR)
    return User.objects.active().filter(groups__name__in=roles).distinct()


def user_serves(user: User, ticket: Ticket) -> bool:
    """May answer this ticket as staff."""
    return Ticket.objects.served_by(user).filter(pk=ticket.pk).exists()


def user_can_share(user: User, ticket: Ticket) -> bool:
    return ticket.requester_id == user.pk or user_serves(user, ticket)


def user_can_set_units(user: User, ticket: Ticket) -> bool:
    """May say which other offices a ticket concerns."""
    return ticket.requester_id == user.pk or user_serves(user, ticket)


def user_can_rate(user: User, ticket: Ticket, at: datetime) -> bool:
    """The requester, once the ticket is finished; afterwards for a day, to change what was said."""
    if ticket.requester_id != user.pk or ticket.is_open:
        return False
    rating = Rating.objects.filter(ticket=ticket).first()
    return rating is None or at <= rating.changeable_until


def offices_of(user: User, at: datetime | None = None) -> Sequence[Acting]:
    """Offices for which `user` may open tickets: own ones, and those served with the right scope."""
    return acting_choices(user, scope=Mandate.Scope.HELPDESK, on=timezone.localdate(at))


def acting_in(user: User, organisation: Organisation, at: datetime | None = None) -> Acting | None:
    """In what right `user` acts for `organisation` in tickets; None when there is none."""
    return next((a for a in offices_of(user, at) if a.organisation == organisation), None)


def organisation_of_act(user: User | None, ticket: Ticket) -> Organisation | None:
    """For whom an act on a ticket is done: an office, or None for the support point itself."""
    if user is None or user_serves(user, ticket):
        return None
    return office_spoken_for(user, ticket)


def office_spoken_for(user: User | None, ticket: Ticket) -> Organisation | None:
    """The ticket's own office, or the one that it also concerns and for which `user` reads it."""
    units = [unit.organisation for unit in ticket.units.select_related("organisation")]
    if not units or user is None or ticket.requester_id == user.pk:
        return ticket.organisation
    own = {acting.organisation for acting in offices_of(user)}
    known = [office for office in (ticket.organisation, *units) if office in own]
    return known[0] if known else ticket.organisation
