"""The due work of an answer to many offices: one copy at a time, each in its own transaction."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.search.actions import mark_for_indexing
from helpdesk import permissions
from helpdesk.actions.conversation import reply
from helpdesk.actions.status import change_status
from helpdesk.models import Attachment, BroadcastStep, Message, Ticket


def pass_answers_on(*, at: datetime, limit: int = 20) -> int:
    """Write due copies of answers to many offices; return how many were looked at."""
    steps = BroadcastStep.objects.claim(at=at, limit=limit)
    for step in steps:
        pass_on(step, at=at)
    return len(steps)


def pass_on(step: BroadcastStep, *, at: datetime) -> None:
    """Write the copy for one ticket, or set it aside with a reason that the agent can read.

    The copy and its mark are one transaction: a worker killed in between leaves neither.
    """
    try:
        with transaction.atomic():
            _pass_on(step.pk, at=at)
    except PermissionDenied:
        step.park(reason=_("Its sender does not answer this ticket."))
    except ValidationError as error:
        step.park(reason=" ".join(error.messages))


def _pass_on(key: int, *, at: datetime) -> None:
    steps = BroadcastStep.objects.select_related(
        "broadcast__parent", "broadcast__message", "ticket"
    )
    step = steps.select_for_update(of=("self",)).get(pk=key)
    if step.state != BroadcastStep.State.DUE:
        return
    broadcast, child = step.broadcast, step.ticket
    if not permissions.user_serves(broadcast.by, child):
        raise PermissionDenied
    if child.parent_id != broadcast.parent_id:
        raise ValidationError(_("It is no part of this problem any more."))
    if not child.is_open:
        raise ValidationError(_("It was finished meanwhile."))
    if broadcast.message:
        step.message = _copy(step, child, at=at)
    else:
        change_status(child, by=broadcast.by, status=broadcast.status, at=at)
    step.save(update_fields=["message"])
    step.mark_done()


def _copy(step: BroadcastStep, child: Ticket, *, at: datetime) -> Message:
    """The same words and files as in the parent; a file is stored once for all."""
    original, by = step.broadcast.message, step.broadcast.by
    copy = reply(child, by=by, body=original.body, status=step.broadcast.status, at=at)
    Attachment.objects.bulk_create(
        Attachment(message=copy, file_id=key)
        for key in original.attachments.values_list("file", flat=True)
    )
    mark_for_indexing([child])
    return copy
