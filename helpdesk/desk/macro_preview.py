"""What a macro would do, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from foundation.accounts.models import User
from helpdesk import markdown
from helpdesk.actions.macros import steps_of, text_of
from helpdesk.models import Macro, MacroStep, Ticket

Kind = MacroStep.Kind


@dataclass(frozen=True)
class Line:
    """One step: what is done, to what; a text as it will be read."""

    label: str
    value: str = ""
    html: SafeString | str = ""


def lines(ticket: Ticket, macro: Macro, *, by: User, at: datetime) -> Sequence[Line]:
    """The steps in the order in which they will be done."""
    return [_line(ticket, step, by=by, at=at) for step in steps_of(macro)]


def _line(ticket: Ticket, step: MacroStep, *, by: User, at: datetime) -> Line:
    label = step.get_kind_display()
    if step.kind in (Kind.REPLY, Kind.NOTE):
        value = str(step.canned_reply) if step.canned_reply else ""
        return Line(label, value, markdown.render(text_of(ticket, step, by=by, at=at)))
    if step.kind == Kind.CHECKLIST:
        items = text_of(ticket, step, by=by, at=at).splitlines()
        return Line(label, " · ".join(item.strip() for item in items if item.strip()))
    if step.assignee == MacroStep.Assignee.ME:
        return Line(label, str(by))
    return Line(label, _value(step))


def _value(step: MacroStep) -> str:
    return {
        Kind.TAG: str(step.tag),
        Kind.UNTAG: str(step.tag),
        Kind.PRIORITY: step.get_priority_display(),
        Kind.ASSIGN: step.get_assignee_display(),
        Kind.STATUS: step.get_status_display(),
        Kind.QUEUE: str(step.queue),
    }[step.kind]
