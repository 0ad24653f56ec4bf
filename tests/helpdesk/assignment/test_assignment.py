"""Tickets that give themselves out, absences and deputies, escalation."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.mailing.models import Notification
from helpdesk.actions import assign, close, reply, undo
from helpdesk.assignment.absence import end_absence, hand_over_open, plan_absence
from helpdesk.assignment.choosing import Candidate, choose
from helpdesk.assignment.escalation import reached, who_hears
from helpdesk.assignment.forms import GiveForm
from helpdesk.assignment.giving import give_out
from helpdesk.desk.bulk import progress, work_off
from helpdesk.models import Absence, EscalationStep, Queue, QueueMember, Ticket, TicketEvent
from helpdesk.sweeps import change_many_tickets
from tests.cast import Cast, make_staff
from tests.helpdesk.factories import make_desk, make_queue, make_system, make_ticket
from tests.helpdesk.test_queries import count

TODAY = timezone.localdate()


def make_colleague(queue: Queue, **fields) -> User:
    user = make_staff(Role.AGENT, **fields)
    QueueMember.objects.create(queue=queue, user=user)
    return user


candidates = st.lists(
    st.builds(
        Candidate,
        user_id=st.integers(1, 50),
        open_tickets=st.integers(0, 10),
        limit=st.none() | st.integers(0, 10),
        is_away=st.booleans(),
        knows_topic=st.booleans(),
    ),
    unique_by=lambda one: one.user_id,
    max_size=6,
)


@given(candidates, st.booleans())
def test_the_chosen_one_has_room_and_nobody_better_exists(
    people: list[Candidate], by_topic: bool
) -> None:
    chosen = choose(people, by_topic=by_topic)
    able = [one for one in people if one.has_room]

    if not able:
        assert chosen is None
        return
    [best] = [one for one in people if one.user_id == chosen]
    rivals = [one for one in able if one.knows_topic] if by_topic else []
    for rival in rivals or able:
        assert (best.open_tickets, best.user_id) <= (rival.open_tickets, rival.user_id)
    assert best in (rivals or able)


def make_auto_queue(cast: Cast, assigns: str = "load") -> Queue:
    queue = make_desk(cast)
    queue.assigns = assigns
    queue.save()
    return queue


def test_tickets_go_to_whoever_has_fewest(cast: Cast) -> None:
    queue = make_auto_queue(cast)
    colleague = make_colleague(queue)
    for _ in range(4):
        make_ticket(cast.requester, cast.office, queue=queue)

    assert give_out(at=timezone.now()) == 4
    assert give_out(at=timezone.now()) == 0

    assert Ticket.objects.filter(assignee=cast.agent).count() == 2
    assert Ticket.objects.filter(assignee=colleague).count() == 2
    assert Notification.objects.filter(user=colleague).count() == 2


def test_by_hand_is_the_default(cast: Cast) -> None:
    make_ticket(cast.requester, cast.office, queue=make_desk(cast))

    assert give_out(at=timezone.now()) == 0


def test_those_who_know_the_system_come_first(cast: Cast) -> None:
    queue = make_auto_queue(cast, "topic")
    colleague = make_colleague(queue)
    system = make_system()
    place = QueueMember.objects.get(queue=queue, user=colleague)
    place.systems.add(system)
    for _ in range(3):
        make_ticket(cast.requester, cast.office, queue=queue, system=system)

    give_out(at=timezone.now())

    assert Ticket.objects.filter(assignee=colleague).count() == 3


def test_limits_absence_and_one_s_own_ticket_are_respected(cast: Cast) -> None:
    """Seen failing with `candidates_for` not asking who is away."""
    queue = make_auto_queue(cast)
    away = make_colleague(queue)
    QueueMember.objects.filter(user=cast.agent).update(most_open=1)
    plan_absence(user=away, starts_on=TODAY, ends_on=TODAY, by=away)
    tickets = [make_ticket(cast.requester, cast.office, queue=queue) for _ in range(2)]

    assert give_out(at=timezone.now()) == 1
    close(tickets[0], by=cast.requester)
    assert give_out(at=timezone.now()) == 1
    assert set(Ticket.objects.values_list("assignee", flat=True)) == {cast.agent.pk}


def test_what_was_given_back_waits_for_people(cast: Cast) -> None:
    queue = make_auto_queue(cast)
    ticket = make_ticket(cast.requester, cast.office, queue=queue)
    give_out(at=timezone.now())
    assign(ticket, by=cast.agent, assignee=None)

    assert give_out(at=timezone.now()) == 0
    assert TicketEvent.objects.filter(verb="assigned", actor=None).count() == 1


def test_the_deputy_hears_while_the_agent_is_away(cast: Cast) -> None:
    """Seen failing with `notify_agent` not looking for a deputy."""
    queue = make_desk(cast)
    deputy = make_colleague(queue)
    ticket = make_ticket(cast.requester, cast.office, queue=queue)
    assign(ticket, by=cast.agent, assignee=cast.agent)
    plan_absence(user=cast.agent, starts_on=TODAY, ends_on=TODAY, deputy=deputy, by=cast.agent)

    reply(ticket, by=cast.requester, body="I jak?")

    assert Absence.objects.deputy_of(cast.agent, TODAY) == deputy
    assert [n.user for n in Notification.objects.order_by("pk")] == [cast.agent, deputy]


def test_a_deputy_who_left_the_queue_hears_nothing(cast: Cast) -> None:
    """Seen failing with `notify_agent` not asking whether the deputy answers the ticket."""
    queue = make_desk(cast)
    deputy = make_colleague(queue)
    plan_absence(user=cast.agent, starts_on=TODAY, ends_on=TODAY, deputy=deputy, by=cast.agent)
    QueueMember.objects.filter(user=deputy).delete()
    ticket = make_ticket(cast.requester, cast.office, queue=queue)
    assign(ticket, by=cast.agent, assignee=cast.agent)

    reply(ticket, by=cast.requester, body="I jak?")

    assert not Notification.objects.filter(user=deputy).exists()


def test_open_tickets_go_to_the_deputy_as_far_as_the_queues_allow_and_back(cast: Cast) -> None:
    """Seen failing with tickets of everybody handed over."""
    queue, other = make_desk(cast), make_queue(cast.agent)
    deputy = make_colleague(queue)
    for place in (queue, queue, other):
        ticket = make_ticket(cast.requester, cast.office, queue=place)
        assign(ticket, by=cast.agent, assignee=cast.agent)
    make_ticket(cast.requester, cast.office, queue=queue)  # nobody's

    change = hand_over_open(user=cast.agent, to=deputy, by=cast.supervisor)
    work_off(change, at=timezone.now())

    assert [item.state for item in change.items.all()].count("parked") == 1
    assert Ticket.objects.filter(assignee=deputy).count() == 2
    work_off(undo(change, by=cast.supervisor), at=timezone.now())
    assert Ticket.objects.filter(assignee=cast.agent).count() == 3
    with pytest.raises(ValidationError):
        hand_over_open(user=deputy, to=cast.agent, by=deputy)


def test_however_many_are_open_all_go_and_refusals_are_counted(cast: Cast) -> None:
    """Seen failing with only the first hundred tickets written down."""
    queue, other = make_desk(cast), make_queue(cast.agent)
    deputy, now = make_colleague(queue), timezone.now()
    fields = {"assignee": cast.agent, "opened_at": now, "changed_at": now, "subject": "Wiele"}
    Ticket.objects.bulk_create(
        Ticket(reference=f"X-{number}", queue=queue if number < 5 else other, **fields)
        for number in range(120)
    )

    change = hand_over_open(user=cast.agent, to=deputy, by=cast.supervisor, at=now)
    while change_many_tickets(at=now):
        pass

    found = progress(cast.supervisor, str(change.pk), at=now)
    assert (found.total, found.changed, found.parked, found.is_over) == (120, 5, 115, True)
    assert (len(found.refused), found.not_shown) == (50, 65)
    assert Ticket.objects.filter(assignee=deputy).count() == 5


def test_a_ticket_is_offered_to_those_who_do_not_have_it(cast: Cast) -> None:
    """Seen failing with the agent who has it among the choices, and chosen."""
    queue = make_desk(cast)
    colleague = make_colleague(queue)
    ticket = make_ticket(cast.requester, cast.office, queue=queue)
    assign(ticket, by=cast.agent, assignee=cast.agent)
    ticket.refresh_from_db()

    assert [key for key, _label in GiveForm(ticket=ticket).fields["agent"].choices] == [
        colleague.pk
    ]
    QueueMember.objects.filter(user=colleague).delete()
    assert GiveForm(ticket=ticket).is_empty


@pytest.mark.fault("B1")
def test_nobody_plans_the_absence_of_another_but_supervisors(cast: Cast) -> None:
    """Seen failing with `_refuse_other` asking only whether both are staff."""
    make_desk(cast)
    days = {"starts_on": date(2099, 1, 1), "ends_on": date(2099, 1, 2)}
    for by in (cast.requester, cast.other_agent):
        with pytest.raises(PermissionDenied):
            plan_absence(user=cast.agent, by=by, **days)
        with pytest.raises(PermissionDenied):
            hand_over_open(user=cast.agent, to=cast.other_agent, by=by)
    with pytest.raises(ValidationError):
        plan_absence(user=cast.agent, deputy=cast.other_agent, by=cast.agent, **days)
    absence = plan_absence(user=cast.agent, by=cast.supervisor, **days)
    with pytest.raises(ValidationError):
        plan_absence(user=cast.agent, by=cast.agent, **days)
    with pytest.raises(PermissionDenied):
        end_absence(absence, by=cast.other_agent)
    assert list(Absence.objects.visible_to(cast.other_agent)) == []


def test_steps_of_escalation_are_reached_once_each() -> None:
    steps = [EscalationStep(share=share) for share in (75, 90, 100)]

    found = [
        [step.share for step in reached(steps, before=before, now=now)]
        for before, now in ((0, 50), (50, 75), (75, 100), (100, 100))
    ]

    assert found == [[], [75], [90, 100], []]


def test_the_deputy_hears_first_and_supervisors_after(cast: Cast) -> None:
    queue = make_desk(cast)
    deputy, colleague = make_colleague(queue), make_colleague(queue)
    EscalationStep.objects.create(queue=queue, share=75, whom="deputy")
    EscalationStep.objects.create(queue=queue, share=100, whom="supervisor")
    ticket = make_ticket(cast.requester, cast.office, queue=queue)
    ticket = assign(ticket, by=cast.agent, assignee=cast.agent)
    now = timezone.now()

    everybody = who_hears(ticket, before=0, now=75, at=now)
    plan_absence(
        user=cast.agent, starts_on=TODAY, ends_on=TODAY + timedelta(days=1), deputy=deputy,
        by=cast.agent,
    )  # fmt: skip

    assert set(everybody) == {deputy, colleague}
    assert who_hears(ticket, before=50, now=75, at=now) == [deputy]
    assert who_hears(ticket, before=75, now=100, at=now) == [cast.supervisor]


def test_a_ticket_is_given_to_a_colleague_at_the_desk(cast: Cast, client: Client) -> None:
    queue = make_desk(cast)
    colleague = make_colleague(queue)
    ticket = make_ticket(cast.requester, cast.office, queue=queue)
    client.force_login(cast.agent)
    address = reverse("helpdesk:ticket_give", args=[ticket.reference])

    client.post(address, {"agent": cast.other_agent.pk})
    ticket.refresh_from_db()
    assert ticket.assignee is None
    client.post(address, {"agent": colleague.pk})
    ticket.refresh_from_db()
    assert ticket.assignee == colleague


def test_the_page_of_absences_costs_the_same_for_one_and_twenty(cast: Cast, client: Client) -> None:
    client.force_login(cast.supervisor)
    address = reverse("helpdesk:absences")
    days = {"starts_on": date(2099, 1, 1), "ends_on": date(2099, 1, 2)}
    Absence.objects.create(user=cast.agent, **days)
    for_one = count(client, address)
    for _ in range(19):
        Absence.objects.create(user=make_staff(Role.AGENT), **days)

    assert count(client, address) == for_one <= 12
