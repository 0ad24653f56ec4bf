"""What a ticket is about, said better than whoever wrote it could: agents put it in order."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypedDict, Unpack

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from helpdesk.actions.clock import promise
from helpdesk.actions.history import lock, record
from helpdesk.models import Category, Ticket, TicketEvent
from knowledge.models import Requirement, System

Verb = TicketEvent.Verb


@transaction.atomic
def set_subject(ticket: Ticket, *, by: User, subject: str, at: datetime | None = None) -> Ticket:
    """Say in a better sentence what a ticket is about."""
    at = at or timezone.now()
    ticket = lock(ticket, Ticket.objects.served_by(by))
    before, ticket.subject = ticket.subject, " ".join(subject.split())
    if ticket.subject != before:
        values = {"from_value": before[:100], "to_value": ticket.subject[:100]}
        record(ticket, Verb.SUBJECT, by=by, organisation=None, at=at, **values)
    return ticket


class Matter(TypedDict, total=False):
    """What a ticket hangs on; None where there is none."""

    category: Category | None
    system: System | None
    requirement: Requirement | None


@transaction.atomic
def set_matter(
    ticket: Ticket, *, by: User, at: datetime | None = None, **changes: Unpack[Matter]
) -> Ticket:
    """Set what a ticket hangs on: one by mail or phone comes with none of it. What is not named stays.

    Another category may be promised other times; the queue stays. Raises PermissionDenied for a
    category of another kind and for a requirement that not everybody may read, ValidationError for
    a system that was withdrawn.
    """
    at = at or timezone.now()
    ticket = lock(ticket, Ticket.objects.served_by(by))
    for name, new in changes.items():
        before = getattr(ticket, name)
        if before == new:
            continue
        if new is not None:
            _REFUSE[name](ticket, new)
        setattr(ticket, name, new)
        if name == "category":
            promise(ticket)
        values = {"from_value": _key(before), "to_value": _key(new)}
        record(ticket, Verb(name), by=by, organisation=None, at=at, **values)
    return ticket


def _key(row: Category | System | Requirement | None) -> str:
    return str(row.pk) if row else ""


def _refuse_category(ticket: Ticket, category: Category) -> None:
    if not Category.objects.offered(ticket.kind).filter(pk=category.pk).exists():
        raise PermissionDenied


def _refuse_system(_ticket: Ticket, system: System) -> None:
    if system.state == System.State.RETIRED:
        raise ValidationError({"system": _("This system was withdrawn.")})


def _refuse_requirement(_ticket: Ticket, requirement: Requirement) -> None:
    everybody = Requirement.objects.visible_to(AnonymousUser())
    if not everybody.filter(pk=requirement.pk).exists():
        raise PermissionDenied


_REFUSE: Mapping[str, Callable[..., None]] = {
    "category": _refuse_category,
    "system": _refuse_system,
    "requirement": _refuse_requirement,
}
