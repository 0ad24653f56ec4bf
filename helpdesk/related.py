"""What the help desk answers to the floor below: tickets of a requirement or system, what waits for you."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from helpdesk.models import Status, Ticket
from helpdesk.wording import Standing
from knowledge.models import Requirement, System
from knowledge.related import HomeItem, RelatedItem

MOST = 5


def to_requirement(requirement: Requirement, user) -> Sequence[RelatedItem]:
    """The last changed tickets about `requirement` that `user` may read."""
    return _items(Ticket.objects.visible_to(user).filter(requirement=requirement))


def to_system(system: System, user) -> Sequence[RelatedItem]:
    """The last changed tickets about `system` that `user` may read."""
    return _items(Ticket.objects.visible_to(user).filter(system=system))


def home_items(user) -> Sequence[HomeItem]:
    """Own tickets that wait for an answer of the person."""
    if not user.is_authenticated:
        return []
    waiting = Ticket.objects.visible_to(user).filter(requester=user, status=Status.PENDING)
    return [
        HomeItem(
            section="due",
            title=ticket.subject,
            url=ticket.get_absolute_url(),
            note=str(Standing(ticket).word),
            at=ticket.paused_at,
        )
        for ticket in waiting.order_by("-changed_at")[:MOST]
    ]


def _items(tickets: QuerySet[Ticket]) -> Sequence[RelatedItem]:
    return [
        RelatedItem(
            kind=_("Tickets"),
            title=ticket.subject,
            url=ticket.get_absolute_url(),
            note=str(Standing(ticket).word),
            on=timezone.localdate(ticket.changed_at),
        )
        for ticket in tickets.order_by("-changed_at")[:MOST]
    ]
