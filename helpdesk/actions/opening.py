"""How a ticket begins."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.acting import Acting
from foundation.accounts.models import Organisation, User
from foundation.files.models import StoredFile
from helpdesk import mails, permissions
from helpdesk.actions.conversation import write_message
from helpdesk.actions.history import promise, record
from helpdesk.models import Channel, Kind, Priority, Queue, Route, Ticket, TicketCounter, TicketEvent
from knowledge.models import Requirement, System


@transaction.atomic
def open_ticket(
    *,
    by: User,
    organisation: Organisation,
    subject: str,
    body: str,
    kind: str = Kind.QUESTION,
    requester: User | None = None,
    queue: Queue | None = None,
    system: System | None = None,
    requirement: Requirement | None = None,
    priority: str = Priority.NORMAL,
    channel: str = Channel.WEB,
    is_restricted: bool | None = None,
    files: Sequence[StoredFile] = (),
    at: datetime | None = None,
    **mail: str,
) -> Ticket:
    """Open a ticket for `organisation`, by a member for themselves or by staff for an office.

    Staff may name the `requester`, or nobody when only the office is known. Without `queue` the kind
    and the system decide. `mail` may hold `message_id`, `sender_name`, `sender_email` and
    `sender_grade` of the mail it came in. Incidents are hidden from colleagues unless said otherwise.
    Raises PermissionDenied for anything that `by` or `requester` has no right to refer to.
    """
    at = at or timezone.now()
    is_by_staff = requester != by and permissions.acting_in(by, organisation, at) is None
    requester = requester if is_by_staff else (requester or by)
    acting = _right_to_open(by, requester, organisation, at)
    _refuse_unseen(requester or by, queue=queue, requirement=requirement, system=system)
    ticket = Ticket(
        reference=next_reference(at),
        kind=kind,
        requester=requester,
        organisation=organisation,
        mandate=acting.mandate if acting else None,
        queue=queue or queue_for(kind, system),
        system=system,
        requirement=requirement,
        subject=" ".join(subject.split()),
        priority=priority,
        channel=channel,
        is_restricted=kind == Kind.INCIDENT if is_restricted is None else is_restricted,
        version=1,
        opened_at=at,
        changed_at=at,
        unanswered_since=at,
    )
    promise(ticket)
    ticket.full_clean()
    ticket.save()
    message = write_message(
        ticket, by=by, body=body, files=files, is_staff=False, channel=channel, at=at, **mail
    )
    record(
        ticket,
        TicketEvent.Verb.OPENED,
        by=by,
        organisation=organisation,
        at=at,
        to_value=ticket.status,
        message=message,
    )
    mails.tell_opened(ticket, at=at)
    return ticket


def queue_for(kind: str, system: System | None) -> Queue:
    """The queue that the kind and the system lead to; raises ValidationError when there is none."""
    queue = Route.objects.queue_for(kind, system) or Queue.objects.active().first()
    if queue is None:
        raise ValidationError(_("The support point has no queue that takes tickets yet."))
    return queue


def next_reference(at: datetime) -> str:
    """Take the next number of the year, e.g. PW-2026-000017; nobody else gets it, gaps may remain."""
    year = timezone.localtime(at).year
    TicketCounter.objects.get_or_create(year=year)
    counter = TicketCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"PW-{year}-{counter.last:06d}"


def _right_to_open(
    by: User, requester: User | None, organisation: Organisation, at: datetime
) -> Acting | None:
    """Return in what right the requester acts for the office; raises PermissionDenied without one."""
    acting = permissions.acting_in(requester, organisation, at) if requester else None
    if requester and acting is None:
        raise PermissionDenied
    if requester != by and not (permissions.user_is_staff(by) and organisation.is_active):
        raise PermissionDenied
    return acting


def _refuse_unseen(
    user: User, *, queue: Queue | None, requirement: Requirement | None, system: System | None
) -> None:
    """Everything a ticket refers to must be something the person could have chosen."""
    if queue and not queue.is_active:
        raise PermissionDenied
    if system and system.state == System.State.RETIRED:
        raise ValidationError({"system": _("This system was withdrawn.")})
    if (
        requirement
        and not Requirement.objects.visible_to(user).filter(pk=requirement.pk).exists()
    ):
        raise PermissionDenied
