"""Two matters in one ticket: chosen messages become a ticket of their own."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.checking import check
from foundation.search.actions import indexed_once
from helpdesk import notices
from helpdesk.actions.clock import promise
from helpdesk.actions.history import lock, record
from helpdesk.actions.opening import next_reference
from helpdesk.models import Message, Queue, Ticket, TicketEvent


@transaction.atomic
@indexed_once()
def split(
    ticket: Ticket,
    *,
    messages: Sequence[Message],
    subject: str,
    by: User,
    queue: Queue | None = None,
    at: datetime | None = None,
) -> Ticket:
    """Move chosen public messages to a new ticket of the same requester, counted from the first.

    The first message stays: it is why the ticket exists. Raises PermissionDenied for a note and for
    a message of another ticket.
    """
    at = at or timezone.now()
    ticket = lock(ticket, Ticket.objects.served_by(by))
    chosen = _chosen(ticket, messages)
    new = _sibling(ticket, chosen, subject=subject, queue=queue or ticket.queue, at=at)
    who = {"by": by, "organisation": None, "at": at}
    record(
        new, TicketEvent.Verb.OPENED, **who | {"at": new.opened_at},
        to_value=new.status, message=chosen[0],
    )  # fmt: skip
    for message in chosen:
        message.ticket = new
        message.save(update_fields=["ticket"])
    for message in chosen[1:]:
        record(new, TicketEvent.Verb.REPLIED, **who | {"at": message.created_at}, message=message)
    record(new, TicketEvent.Verb.PART, from_value=ticket.reference, **who)
    ticket.version += 1
    ticket.unanswered_since = unanswered_since(ticket) if ticket.is_open else None
    record(ticket, TicketEvent.Verb.SPLIT, to_value=new.reference, **who)
    notices.tell_opened(new, at=at)
    return new


def unanswered_since(ticket: Ticket) -> datetime | None:
    """When the requester's side first wrote after the last answer of ours; None when nothing waits."""
    public = ticket.messages.public()
    answered = public.filter(is_from_staff=True).order_by("created_at").last()
    waiting = public.filter(is_from_staff=False)
    if answered:
        waiting = waiting.filter(created_at__gt=answered.created_at)
    first = waiting.order_by("created_at").first()
    return first.created_at if first else None


def _chosen(ticket: Ticket, messages: Sequence[Message]) -> list[Message]:
    keys = {message.pk for message in messages}
    chosen = list(ticket.messages.public().filter(pk__in=keys).order_by("created_at", "pk"))
    if len(chosen) != len(keys):
        raise PermissionDenied
    if not chosen:
        raise ValidationError({"messages": _("Choose at least one message.")})
    opening = ticket.messages.order_by("created_at", "pk").first()
    if opening in chosen:
        raise ValidationError(
            {"messages": _("The first message stays: without it this ticket would be empty.")}
        )
    return chosen


def _sibling(
    ticket: Ticket, chosen: Sequence[Message], *, subject: str, queue: Queue, at: datetime
) -> Ticket:
    """A ticket of the same requester, office and openness, begun when the first message was written."""
    if not queue.is_active:
        raise PermissionDenied
    same = ("requester", "organisation", "mandate", "kind", "system", "requirement", "priority")
    new = Ticket(
        **{name: getattr(ticket, name) for name in same},
        channel=chosen[0].channel,
        queue=queue,
        is_restricted=ticket.is_restricted,
        split_from=ticket,
        subject=" ".join(subject.split()),
        opened_at=chosen[0].created_at,
        version=len(chosen),
    )
    answers = [message.created_at for message in chosen if message.is_from_staff]
    new.first_responded_at = min(answers, default=None)
    last_answer = max(answers, default=None)
    waiting = [
        message.created_at
        for message in chosen
        if not message.is_from_staff and (last_answer is None or message.created_at > last_answer)
    ]
    new.unanswered_since = min(waiting, default=None)
    promise(new)
    new.reference = next_reference(at)
    check(new)
    new.save()
    return new
