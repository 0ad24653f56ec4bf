"""How a ticket begins."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypedDict, Unpack

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import Organisation, User
from foundation.checking import check
from foundation.files.models import StoredFile
from foundation.search.actions import indexed_once
from helpdesk import answers as asking
from helpdesk import caps, notices, permissions
from helpdesk.actions.clock import promise
from helpdesk.actions.conversation import MailSender, write_message
from helpdesk.actions.history import record
from helpdesk.actions.units import add_units
from helpdesk.models import (
    Answer,
    Category,
    Channel,
    Kind,
    Queue,
    Route,
    Ticket,
    TicketCounter,
    TicketEvent,
)
from knowledge.models import Requirement, System


class About(TypedDict, total=False):
    """What a ticket is about; without `queue` the category, else the kind and the system decide.

    `answers` are texts by the short name of a field of the category, as `helpdesk.answers` reads them;
    `units` are other offices that it concerns as well.
    """

    kind: str
    category: Category | None
    answers: Mapping[str, str]
    units: Sequence[Organisation]
    queue: Queue | None
    system: System | None
    requirement: Requirement | None
    priority: str
    is_restricted: bool


@transaction.atomic
@indexed_once()
def open_ticket(
    *,
    by: User,
    organisation: Organisation,
    subject: str,
    body: str,
    requester: User | None = None,
    channel: str = Channel.WEB,
    files: Sequence[StoredFile] = (),
    sender: MailSender | None = None,
    at: datetime | None = None,
    **about: Unpack[About],
) -> Ticket:
    """Open a ticket for `organisation`, by a member for themselves or by staff for an office.

    Staff may name the `requester`, or nobody when only the office is known. Incidents are hidden
    from colleagues unless said otherwise. Raises PermissionDenied for whatever `by` or `requester`
    has no right to refer to, ValidationError for input that a person can mend.
    """
    at = at or timezone.now()
    ticket = Ticket(organisation=organisation, channel=channel, version=1, opened_at=at)
    _set_requester(ticket, by=by, requester=requester, at=at)
    answers = _describe(ticket, by=ticket.requester or by, subject=subject, **about)
    ticket.reference = next_reference(at)
    if ticket.requester == by and not sender:  # counted under the lock on the number
        caps.refuse_flood(by, at=at)
    _save(ticket, answers, units=about.get("units", ()), at=at)
    text = {"body": body, "files": files, "channel": channel, "sender": sender}
    author = ticket.requester or (None if sender else by)
    message = write_message(ticket, by=by, author=author, is_staff=False, at=at, **text)
    verb, status = TicketEvent.Verb.OPENED, ticket.status
    record(ticket, verb, by=by, organisation=organisation, at=at, to_value=status, message=message)
    notices.tell_opened(ticket, at=at)
    return ticket


def find_queue(kind: str, system: System | None) -> Queue | None:
    """The queue that the kind and the system lead to, or the first one; None where there is none yet."""
    return Route.objects.queue_for(kind, system) or Queue.objects.active().first()


def queue_for(kind: str, system: System | None) -> Queue:
    """The queue that the kind and the system lead to; raises ValidationError when there is none."""
    queue = find_queue(kind, system)
    if queue is None:
        raise ValidationError(_("The support point has no queue that takes tickets yet."))
    return queue


def next_reference(at: datetime) -> str:
    """Take the next number of the year, e.g. PW-2026-000017; its row stays locked until the commit."""
    year = timezone.localtime(at).year
    counter, _created = TicketCounter.objects.select_for_update().get_or_create(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"PW-{year}-{counter.last:06d}"


def _set_requester(ticket: Ticket, *, by: User, requester: User | None, at: datetime) -> None:
    """Write down for whom the ticket is and in what right; raises PermissionDenied without one."""
    acting = permissions.acting_in(requester or by, ticket.organisation, at)
    if requester is None and acting:
        requester = by
    if requester != by and not (permissions.user_is_staff(by) and ticket.organisation.is_active):
        raise PermissionDenied
    if requester and acting is None:
        raise PermissionDenied
    ticket.requester = requester
    ticket.mandate = acting.mandate if acting else None


def _describe(
    ticket: Ticket, *, by: User, subject: str, **about: Unpack[About]
) -> Sequence[Answer]:
    """Fill in what the ticket is about, refusing what `by` could not have chosen; return the answers."""
    system, requirement = about.get("system"), about.get("requirement")
    if system and system.state == System.State.RETIRED:
        raise ValidationError({"system": _("This system was withdrawn.")})
    if requirement and not Requirement.objects.visible_to(by).filter(pk=requirement.pk).exists():
        raise PermissionDenied
    ticket.subject = " ".join(subject.split())
    ticket.kind = about.get("kind", Kind.QUESTION)
    category = ticket.category = about.get("category")
    if category and not Category.objects.offered(ticket.kind).filter(pk=category.pk).exists():
        raise PermissionDenied
    ticket.priority = about.get("priority") or (category or ticket).priority
    ticket.is_restricted = about.get("is_restricted", ticket.kind == Kind.INCIDENT)
    ticket.system, ticket.requirement = system, requirement
    ticket.queue = about.get("queue") or (
        category.queue if category else queue_for(ticket.kind, system)
    )
    if not ticket.queue.is_active:
        raise PermissionDenied
    promise(ticket)
    return asking.read(category, about.get("answers", {}), by=by) if category else []


def _save(
    ticket: Ticket, answers: Sequence[Answer], *, units: Sequence[Organisation], at: datetime
) -> None:
    ticket.unanswered_since = at
    check(ticket)
    ticket.save()
    add_units(ticket, [unit for unit in units if unit != ticket.organisation], at=at)
    for answer in answers:
        answer.ticket = ticket
    Answer.objects.bulk_create(answers)
