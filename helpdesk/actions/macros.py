"""Running a macro: all of its steps on one ticket, or none."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from helpdesk import placeholders
from helpdesk.actions.conversation import Outdated, add_note, reply
from helpdesk.actions.history import lock, record
from helpdesk.actions.routing import assign, move_queue, set_priority
from helpdesk.actions.status import change_status
from helpdesk.actions.tagging import add_items, add_tag, remove_tag
from helpdesk.models import Macro, MacroStep, Ticket, TicketEvent
from helpdesk.placeholders import Writing

Kind = MacroStep.Kind


@transaction.atomic
def run_macro(
    ticket: Ticket,
    *,
    by: User,
    macro: Macro,
    version: int | None = None,
    at: datetime | None = None,
) -> None:
    """Do every step of `macro` under one lock; each step asks for its own right.

    `version` is the one the preview was shown for; raises Outdated when the ticket went on since, and
    whatever a step raises: then nothing at all was done.
    """
    at = at or timezone.now()
    ticket = lock(ticket, Ticket.objects.served_by(by))
    if version not in (None, ticket.version):
        raise Outdated
    usable = Macro.objects.visible_to(by).for_ticket(ticket)
    if not usable.filter(pk=macro.pk).exists():
        raise PermissionDenied
    steps = steps_of(macro)
    if not steps:
        raise ValidationError(_("This macro has no steps."))
    verb, name = TicketEvent.Verb.MACRO, macro.name_pl
    record(ticket, verb, by=by, organisation=None, at=at, to_value=name)
    for step in steps:
        ticket.refresh_from_db()
        _DO[step.kind](ticket, step, by=by, at=at)


def rehearse(ticket: Ticket, *, by: User, macro: Macro, at: datetime | None = None) -> str:
    """Why `macro` cannot be run on `ticket` now, or an empty string: run whole, then undone."""
    try:
        with transaction.atomic():
            run_macro(ticket, by=by, macro=macro, at=at)
            transaction.set_rollback(True)
    except ValidationError as error:
        return " ".join(error.messages)
    except PermissionDenied:
        return _("You have no right to one of the steps.")
    return ""


def steps_of(macro: Macro) -> list[MacroStep]:
    """The steps in their order, handing over last: whoever hands over may lose the right to the rest."""
    steps = macro.steps.select_related("canned_reply", "tag", "queue")
    return sorted(steps, key=lambda step: step.kind == Kind.QUEUE)


def text_of(ticket: Ticket, step: MacroStep, *, by: User, at: datetime) -> str:
    """What a reply or a note of the macro will say."""
    text = step.canned_reply.body_for(ticket) if step.canned_reply else step.text
    return placeholders.fill(text, Writing(ticket, by, at))


def _reply(ticket: Ticket, step: MacroStep, *, by: User, at: datetime) -> None:
    """Send the reply together with the status that the macro sets: one mail, not two."""
    if not step.canned_reply.is_active:
        raise ValidationError(_("The canned reply of this macro is out of use."))
    status = next((one.status for one in steps_of(step.macro) if one.status), "")
    body = text_of(ticket, step, by=by, at=at)
    reply(ticket, by=by, body=body, status=status, at=at)


def _note(ticket: Ticket, step: MacroStep, *, by: User, at: datetime) -> None:
    add_note(ticket, by=by, body=text_of(ticket, step, by=by, at=at), at=at)


def _checklist(ticket: Ticket, step: MacroStep, *, by: User, at: datetime) -> None:
    add_items(ticket, by=by, texts=text_of(ticket, step, by=by, at=at).splitlines(), at=at)


def _assign(ticket: Ticket, step: MacroStep, *, by: User, at: datetime) -> None:
    assign(ticket, by=by, assignee=by if step.assignee == MacroStep.Assignee.ME else None, at=at)


_DO: Mapping[str, Callable[..., object]] = {
    Kind.REPLY: _reply,
    Kind.NOTE: _note,
    Kind.CHECKLIST: _checklist,
    Kind.TAG: lambda t, step, by, at: add_tag(t, by=by, tag=step.tag, at=at),
    Kind.UNTAG: lambda t, step, by, at: remove_tag(t, by=by, tag=step.tag, at=at),
    Kind.PRIORITY: lambda t, step, by, at: set_priority(t, by=by, priority=step.priority, at=at),
    Kind.ASSIGN: _assign,
    Kind.STATUS: lambda t, step, by, at: change_status(t, by=by, status=step.status, at=at),
    Kind.QUEUE: lambda t, step, by, at: move_queue(t, by=by, queue=step.queue, at=at),
}
