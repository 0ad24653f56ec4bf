"""Warn those who answer, when a share of a deadline is used up: once each."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from foundation.accounts.models import User
from helpdesk import notices, sla
from helpdesk.actions.clock import clock_of, course_of, level_of, warnings_left
from helpdesk.assignment.escalation import in_place_of, who_hears
from helpdesk.models import DeadlineWarning, Ticket

MOST_TOLD = 30


@transaction.atomic
def warn(ticket: Ticket, *, at: datetime) -> int | None:
    """Tell those who answer, and whom the escalation reaches, of the share that is used up.

    Returns the share warned of. A deputy hears in place of who is away, and nobody hears twice.
    The rows and the notifications are written together: a worker that dies in between has done
    nothing, one that comes twice finds the rows. Of several shares used up at once the highest is
    told.
    """
    found = Ticket.objects.open().filter(pk=ticket.pk, next_warning_at__lte=at)
    locked = found.select_for_update(of=("self",)).select_related("calendar", "queue").first()
    if locked is None:
        return None
    course, level = course_of(locked), level_of(locked, locked.calendar.working)
    target = sla.running(sla.deadlines(level, course), course)
    used = [
        share
        for share, moment in warnings_left(locked, level, course, target).items()
        if moment <= at
    ]
    counted_from = next(one for one in sla.terms(level, course) if one.name == target).counted_from
    before = _warned_of(locked, target, counted_from)
    DeadlineWarning.objects.bulk_create(
        DeadlineWarning(
            ticket=locked, target=target, counted_from=counted_from, share=share, warned_at=at
        )
        for share in used
    )
    for agent in _told(locked, before=before, now=max(used), at=at):
        notices.warn_agent(locked, agent=agent, target=target, share=max(used), at=at)
    clock = clock_of(locked, level.calendar)
    Ticket.objects.filter(pk=locked.pk).update(next_warning_at=clock["next_warning_at"])
    return max(used)


def _warned_of(ticket: Ticket, target: str, counted_from: datetime) -> int:
    """The highest share of this deadline that somebody was warned of; 0 for none."""
    told = ticket.warnings.filter(target=target, counted_from=counted_from)
    return told.aggregate(highest=Max("share", default=0))["highest"]


def _told(ticket: Ticket, *, before: int, now: int, at: datetime) -> Sequence[User]:
    """Who is told of the share `now`: those who answer, then the steps reached since `before`."""
    heard = (*_those_who_answer(ticket), *who_hears(ticket, before=before, now=now, at=at))
    there = (in_place_of(person, ticket, at=at) for person in heard)
    return list({person.pk: person for person in there}.values())


def _those_who_answer(ticket: Ticket) -> Sequence[User]:
    """The agent of `ticket`, else everybody of its queue who may answer it."""
    if ticket.assignee_id:
        return [ticket.assignee]
    members = User.objects.active().filter(queue_places__queue=ticket.queue_id)
    return list(members.exclude(pk=ticket.requester_id).order_by("pk")[:MOST_TOLD])
