"""What can be done to many tickets at once, and how far it has come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.posted import key_in
from helpdesk import permissions
from helpdesk.actions.bulk import MOST_AT_ONCE, STATUSES, UNDO_WITHIN, do_item
from helpdesk.models import BulkChange, BulkItem, Priority, Queue, Status, Tag, Ticket

What = BulkChange.What
# Seconds that a request spends on it; the worker does the rest while the page shows how far it is.
AT_ONCE = 1.5
# Refusals that the list shows with their reasons; of more it says how many.
MOST_REFUSED = 50


def work_off(change: BulkChange, *, at: datetime) -> None:
    """Change ticket after ticket as long as a person would wait for the page."""
    until = monotonic() + AT_ONCE
    for item in change.items.filter(state=BulkItem.State.DUE)[:MOST_AT_ONCE]:
        do_item(item, at=at)
        if monotonic() > until:
            return


def choices(
    user: User, queues: Iterable[Queue], tags: Iterable[Tag]
) -> Sequence[tuple[str, Sequence[tuple[str, str]]]]:
    """Groups of `what:value` with their labels, for one field that holds every change.

    `queues` are those that a ticket may be given to, `tags` all there are.
    """
    people = permissions.staff().exclude(pk=user.pk).order_by("name")
    agents = [(f"assign:{user.pk}", _("to me")), ("assign:", _("to nobody"))]
    tags = [tag for tag in tags if tag.is_active]
    agents += [(f"assign:{person.pk}", str(person)) for person in people]
    return [
        (What.ASSIGN.label, agents),
        (What.STATUS.label, [(f"status:{s}", Status(s).label) for s in STATUSES]),
        (What.PRIORITY.label, [(f"priority:{value}", label) for value, label in Priority.choices]),
        (What.QUEUE.label, [(f"queue:{q.pk}", q.name) for q in queues]),
        (What.TAG.label, [(f"tag:{tag.pk}", tag.name) for tag in tags]),
        (What.UNTAG.label, [(f"untag:{tag.pk}", tag.name) for tag in tags]),
    ]


@dataclass(frozen=True)
class Progress:
    """How far a change has come; the first `refused` with the reason of each, ticket by ticket."""

    change: BulkChange
    total: int
    waiting: int
    changed: int
    parked: int
    refused: Sequence[BulkItem]
    at: datetime

    @property
    def finished(self) -> int:
        return self.total - self.waiting

    @property
    def is_over(self) -> bool:
        return not self.waiting

    @property
    def not_shown(self) -> int:
        return self.parked - len(self.refused)

    @property
    def can_be_undone(self) -> bool:
        is_recent = self.at - self.change.at < UNDO_WITHIN
        is_undone = hasattr(self.change, "undone_by")
        return bool(self.is_over and self.changed and is_recent) and not (
            self.change.undoes_id or is_undone
        )


def progress(user: User, key: str, *, at: datetime) -> Progress | None:
    """Of one's own change number `key`; None for another's or none."""
    own = BulkChange.objects.visible_to(user).select_related("undone_by")
    change = own.filter(pk=key_in(key)).first() if key else None
    if change is None:
        return None
    state = BulkItem.State
    counts = change.items.aggregate(
        total=Count("pk"),
        waiting=Count("pk", filter=Q(state=state.DUE)),
        changed=Count("last_event"),
        parked=Count("pk", filter=Q(state=state.PARKED)),
    )
    refused = change.items.filter(state=state.PARKED).select_related("ticket")
    shown = list(refused[:MOST_REFUSED]) if counts["parked"] and not counts["waiting"] else []
    return Progress(change, refused=shown, at=at, **counts)


def chosen(user: User, references: Sequence[str]) -> Sequence[Ticket]:
    """Those of `references` that the person answers; others are left out, as if they were not there."""
    return list(Ticket.objects.served_by(user).filter(reference__in=references[:200]))
