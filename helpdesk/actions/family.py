"""Part of a larger problem: one ticket, many offices, each of which sees only its own."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.files.models import StoredFile
from helpdesk.actions.conversation import reply
from helpdesk.actions.history import lock, record
from helpdesk.actions.status import change_status
from helpdesk.models import Broadcast, BroadcastStep, Ticket, TicketEvent


@transaction.atomic
def attach_child(child: Ticket, *, parent: Ticket, by: User, at: datetime | None = None) -> Ticket:
    """Make `child` a part of the larger problem `parent`; one who attaches answers both."""
    at = at or timezone.now()
    child, parent = _lock_both(child, parent, by=by)
    if child.parent_id == parent.pk:
        return child
    _refuse_family(child, parent)
    before = child.parent.reference if child.parent else ""
    child.parent = parent
    parts = {"by": by, "organisation": None, "at": at}
    record(child, TicketEvent.Verb.PARENT, from_value=before, to_value=parent.reference, **parts)
    record(parent, TicketEvent.Verb.CHILD, to_value=child.reference, **parts)
    return child


@transaction.atomic
def detach_child(child: Ticket, *, by: User, at: datetime | None = None) -> Ticket:
    """Let a ticket go on alone."""
    at = at or timezone.now()
    child = lock(child, Ticket.objects.served_by(by))
    if child.parent is None:
        return child
    before, child.parent = child.parent, None
    verb = TicketEvent.Verb.PARENT
    record(child, verb, by=by, organisation=None, at=at, from_value=before.reference)
    return child


@transaction.atomic
def answer_all(
    parent: Ticket,
    *,
    by: User,
    body: str,
    files: Sequence[StoredFile] = (),
    version: int | None = None,
    status: str = "",
    at: datetime | None = None,
) -> Broadcast:
    """Answer a larger problem and send each open part its own copy, which is then due work.

    The words of the parent never name a part: who writes them decides what all offices may read.
    """
    at = at or timezone.now()
    children = _open_children(parent, by=by)
    message = reply(
        parent, by=by, body=body, files=files, version=version, at=at, status=status, parts="follow"
    )
    broadcast = Broadcast.objects.create(
        parent=parent, message=message, status=status, by=by, at=at
    )
    _write_steps(broadcast, children, at=at)
    return broadcast


@transaction.atomic
def move_all(parent: Ticket, *, by: User, status: str, at: datetime | None = None) -> Broadcast:
    """Give a larger problem and all its open parts another status, without words."""
    at = at or timezone.now()
    children = _open_children(parent, by=by)
    change_status(parent, by=by, status=status, at=at, parts="follow")
    broadcast = Broadcast.objects.create(parent=parent, status=status, by=by, at=at)
    _write_steps(broadcast, children, at=at)
    return broadcast


@transaction.atomic
def retry_copies(broadcast: Broadcast, *, by: User, at: datetime | None = None) -> int:
    """Try the copies once more that were set aside; return how many."""
    lock(broadcast.parent, Ticket.objects.served_by(by))
    return broadcast.steps.parked().update(
        state=BroadcastStep.State.DUE, attempts=0, next_try_at=at or timezone.now(), reason=""
    )


def _lock_both(child: Ticket, parent: Ticket, *, by: User) -> tuple[Ticket, Ticket]:
    """Both locked, the elder first: whoever ties them the other way round waits, and never for us."""
    served = Ticket.objects.served_by(by)
    locked = {one.pk: lock(one, served) for one in sorted((child, parent), key=lambda t: t.pk)}
    return locked[child.pk], locked[parent.pk]


def _refuse_family(child: Ticket, parent: Ticket) -> None:
    """Raise ValidationError where the two cannot belong together."""
    words = {"child": child.reference, "parent": parent.reference}
    if child.pk == parent.pk:
        raise ValidationError(_("A ticket is no part of itself."))
    if parent.parent_id:
        raise ValidationError(_("%(parent)s is itself a part of a larger problem.") % words)
    if child.children.exists():
        raise ValidationError(_("%(child)s has parts of its own.") % words)
    if parent.is_restricted and not child.is_restricted:
        raise ValidationError(
            _(
                "%(parent)s is hidden from colleagues; its answers would be read by those of %(child)s."
            )
            % words
        )
    if not child.is_open or not parent.is_open:
        raise ValidationError(_("Only tickets that are still open belong together."))


def _open_children(parent: Ticket, *, by: User) -> QuerySet[Ticket]:
    lock(parent, Ticket.objects.served_by(by))
    return parent.children.open()


def _write_steps(broadcast: Broadcast, children: QuerySet[Ticket], *, at: datetime) -> None:
    BroadcastStep.objects.bulk_create(
        BroadcastStep(broadcast=broadcast, ticket_id=key, next_try_at=at)
        for key in children.order_by("pk").values_list("pk", flat=True)
    )
