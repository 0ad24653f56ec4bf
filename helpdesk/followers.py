"""Who may be called by name, who may follow, and who hears of a public answer."""

import re
from collections.abc import Iterator, Mapping, Sequence

from django.db.models import Q, QuerySet
from django.utils import timezone

from foundation.accounts.models import Mandate, Membership, User
from foundation.accounts.roles import Role
from helpdesk.models import CopyAddress, Ticket, Watcher

MOST_MENTIONS = 10


def agents_of(ticket: Ticket) -> QuerySet[User]:
    """Everybody who serves `ticket`: the reading rule `Ticket.served_by`, asked the other way round."""
    members = Q(groups__name=Role.AGENT, queue_places__queue=ticket.queue_id)
    everywhere = Q(groups__name__in=[Role.SUPERVISOR, Role.ADMINISTRATOR])
    found = User.objects.active().filter(members | everywhere | Q(is_superuser=True))
    return found.exclude(pk=ticket.requester_id).distinct().order_by("name")


def colleagues(ticket: Ticket) -> QuerySet[User]:
    """People of the office's side who read `ticket` besides its requester: `visible_to` the other way round."""
    if ticket.is_restricted or ticket.organisation_id is None:
        return User.objects.none()
    mandates = Mandate.objects.in_force(timezone.localdate()).for_scope(Mandate.Scope.HELPDESK)
    serving = mandates.filter(served=ticket.organisation_id).values("serving")
    is_theirs = Q(organisation=ticket.organisation_id, is_coordinator=True)
    offices = Membership.objects.active().filter(
        is_theirs | Q(organisation__in=serving), organisation__is_active=True
    )
    found = User.objects.active().filter(pk__in=offices.values("user"))
    return found.exclude(pk=ticket.requester_id).order_by("name")


def may_read(user: User, ticket: Ticket) -> bool:
    return Ticket.objects.visible_to(user).filter(pk=ticket.pk).exists()


def mentioned(body: str, agents: Sequence[User]) -> Sequence[User]:
    """Those of `agents` whose `@Name` stands in `body`, in their order there, at most ten."""
    places = {user: place for user in agents if (place := _place(body, str(user))) >= 0}
    return sorted(places, key=places.get)[:MOST_MENTIONS]


def hearing(ticket: Ticket) -> Iterator[Watcher]:
    """Watchers who may still read the ticket: a right that ended ends the news."""
    for watcher in ticket.watchers.select_related("user"):
        if watcher.user.is_active and may_read(watcher.user, ticket):
            yield watcher


def shown_to(user: User, ticket: Ticket) -> Mapping[str, object]:
    """What the requester's page says of those who follow and of copies, and whom it offers to add."""
    watchers = Watcher.objects.visible_to(user).filter(ticket=ticket, is_agent=False)
    following = list(watchers.select_related("user"))
    known = {watcher.user_id for watcher in following}
    copies = CopyAddress.objects.visible_to(user).active().filter(ticket=ticket)
    return {
        "following": following,
        "copies": list(copies),
        "to_invite": [one for one in colleagues(ticket) if one.pk not in known],
    }


def _place(body: str, name: str) -> int:
    """Where `@name` stands in `body` as a whole name, -1 where it does not."""
    found = re.search(rf"(?<!\w)@{re.escape(name)}(?!\w)", body, re.IGNORECASE)
    return found.start() if found else -1
