"""Who else hears of a deadline that draws near: the deputy, then supervisors, once each."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from helpdesk.models import Absence, EscalationStep, Ticket

MOST_TOLD = 30


def reached(steps: Sequence[EscalationStep], *, before: int, now: int) -> list[EscalationStep]:
    """The steps whose share lies above `before` (the share warned of last) and not above `now`."""
    return [step for step in steps if before < step.share <= now]


def who_hears(ticket: Ticket, *, before: int, now: int, at: datetime) -> list[User]:
    """Everybody who is told besides the agent when the share `now` is warned of; nobody twice."""
    steps = list(EscalationStep.objects.filter(queue=ticket.queue_id))
    people: dict[int, User] = {}
    for step in reached(steps, before=before, now=now):
        for person in _people(step, ticket, at=at):
            people[person.pk] = person
    people.pop(ticket.assignee_id, None)
    people.pop(ticket.requester_id, None)
    return list(people.values())[:MOST_TOLD]


def in_place_of(person: User, ticket: Ticket, *, at: datetime) -> User:
    """`person`; while they are away the first of their deputies who is there and answers `ticket`."""
    day, passed = timezone.localdate(at), {person.pk}
    deputy = Absence.objects.deputy_of(person, day)
    while deputy and deputy.pk not in passed:
        is_away = Absence.objects.on(day).filter(user=deputy).exists()
        if not is_away and Ticket.objects.served_by(deputy).filter(pk=ticket.pk).exists():
            return deputy
        passed.add(deputy.pk)
        deputy = Absence.objects.deputy_of(deputy, day)
    return person


def _people(step: EscalationStep, ticket: Ticket, *, at: datetime) -> Sequence[User]:
    active = User.objects.active().order_by("pk")
    if step.whom == EscalationStep.Whom.SUPERVISOR:
        return active.filter(groups__name=Role.SUPERVISOR)
    deputy = Absence.objects.deputy_of(ticket.assignee, timezone.localdate(at))
    if deputy:
        return [deputy]
    return active.filter(queue_places__queue=ticket.queue_id, groups__name=Role.AGENT)
