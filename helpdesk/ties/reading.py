"""With which tickets a ticket belongs, as its readers may see it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from foundation.accounts.models import User
from helpdesk.models import Ticket
from helpdesk.models.ticket import OPEN_STATUSES

MOST = 1000


@dataclass
class Ties:
    """Numbers of tied tickets for those who answer; `parts` counts, for there may be hundreds."""

    parent: str = ""
    merged_into: str = ""
    split_from: str = ""
    parts: int = 0
    open_parts: int = 0
    merged: list[str] = field(default_factory=list)


def ties_of(ticket: Ticket) -> Ties:
    """All ties of `ticket`, in one query."""
    ones = (ticket.parent_id, ticket.merged_into_id, ticket.split_from_id)
    keys = [key for key in ones if key]
    found = Ticket.objects.filter(Q(pk__in=keys) | Q(parent=ticket) | Q(merged_into=ticket))
    rows = found.order_by("pk").values_list(
        "pk", "reference", "status", "parent_id", "merged_into_id"
    )
    ties = Ties()
    for pk, reference, status, parent_id, merged_into_id in rows[:MOST]:
        if parent_id == ticket.pk:
            ties.parts += 1
            ties.open_parts += status in OPEN_STATUSES
        if merged_into_id == ticket.pk:
            ties.merged.append(reference)
        ties.parent = reference if pk == ticket.parent_id else ties.parent
        ties.merged_into = reference if pk == ticket.merged_into_id else ties.merged_into
        ties.split_from = reference if pk == ticket.split_from_id else ties.split_from
    return ties


def parts_for(ticket: Ticket, user: User) -> QuerySet[Ticket]:
    """The parts of `ticket` that `user` answers, open ones first."""
    found = Ticket.objects.served_by(user).filter(parent=ticket)
    return found.select_related("organisation").order_by("resolved_at", "pk")


def tied_for_requester(ticket: Ticket, user: User) -> Sequence[Ticket]:
    """Merged and split tickets beside this one that `user` may read; never a larger problem."""
    tied = Q(merged_into=ticket) | Q(pk=ticket.merged_into_id)
    tied |= Q(split_from=ticket) | Q(pk=ticket.split_from_id)
    return list(Ticket.objects.visible_to(user).filter(tied).order_by("pk")[:20])
