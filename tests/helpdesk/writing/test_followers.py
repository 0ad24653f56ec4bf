"""Watchers: agents who follow, people of the office who hear; following gives no right."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import Mandate
from foundation.accounts.roles import Role
from foundation.mailing.models import Notification
from helpdesk import followers
from helpdesk.actions import (
    invite,
    reply,
    share,
    stop_watching,
    watch,
)
from helpdesk.models import QueueMember, Ticket, Watcher
from tests.cast import Cast, make_staff
from tests.helpdesk.factories import make_desk, make_ticket
from tests.helpdesk.writing.factories import mails


@pytest.fixture
def ticket(cast: Cast) -> Ticket:
    return make_ticket(cast.requester, cast.office, queue=make_desk(cast), subject="Kopie zapasowe")


def test_agents_of_a_ticket_are_those_who_serve_it(cast: Cast, ticket: Ticket) -> None:
    serving = {
        role for role in Cast.ROLES
        if Ticket.objects.served_by(cast.person(role)).filter(pk=ticket.pk).exists()
    }  # fmt: skip

    found = set(followers.agents_of(ticket))

    assert {role for role in Cast.ROLES if cast.person(role) in found} == serving


@pytest.mark.parametrize("restricted", [False, True])
def test_colleagues_are_those_who_read_it_anyway(cast: Cast, restricted: bool) -> None:
    ticket = make_ticket(
        cast.requester, cast.office, queue=make_desk(cast), is_restricted=restricted
    )
    members = ("colleague", "coordinator", "stranger", "delegate", "trainee")
    reading = {role for role in members if followers.may_read(cast.person(role), ticket)}

    found = set(followers.colleagues(ticket))

    assert {role for role in members if cast.person(role) in found} == reading
    assert reading == (set() if restricted else {"coordinator", "delegate"})


def test_an_agent_follows_and_hears(cast: Cast, ticket: Ticket) -> None:
    watch(ticket, by=cast.supervisor)
    watch(ticket, by=cast.supervisor)

    message = reply(ticket, by=cast.requester, body="Nowy numer błędu.")

    assert Watcher.objects.count() == 1
    assert [mail.recipient_user for mail in mails("watched")] == [cast.supervisor]
    assert message.body not in mails("watched")[0].body_text
    stop_watching(Watcher.objects.get(), by=cast.supervisor)
    reply(ticket, by=cast.requester, body="I jeszcze jeden.")
    assert len(mails("watched")) == 1
    verbs = [event.verb for event in ticket.events.order_by("pk")]
    assert verbs == ["opened", "watched", "replied", "watched", "replied"]


@pytest.mark.parametrize("role", ["requester", "coordinator", "stranger", "other_agent", "editor"])
def test_only_those_who_answer_follow_at_the_desk(cast: Cast, ticket: Ticket, role: str) -> None:
    with pytest.raises(PermissionDenied):
        watch(ticket, by=cast.person(role))


def test_the_requester_lets_a_colleague_hear(cast: Cast, ticket: Ticket) -> None:
    invite(ticket, by=cast.requester, user=cast.coordinator)

    reply(ticket, by=cast.agent, body="Tak.")

    assert [mail.recipient_user for mail in mails("watched")] == [cast.coordinator]


@pytest.mark.fault("B1")
@pytest.mark.parametrize("role", ["colleague", "stranger", "trainee", "other_agent", "requester"])
def test_inviting_gives_no_right(cast: Cast, ticket: Ticket, role: str, client: Client) -> None:
    """Fails when `invite` takes any person: the invited one then hears of a ticket they cannot read."""
    with pytest.raises(ValidationError):
        invite(ticket, by=cast.requester, user=cast.person(role))
    client.force_login(cast.requester)
    address = reverse("helpdesk:ticket_invite", args=[ticket.reference])
    client.post(address, {"user": cast.person(role).pk})

    assert not Watcher.objects.exists()


def test_a_right_that_ended_ends_the_news(cast: Cast, ticket: Ticket) -> None:
    invite(ticket, by=cast.requester, user=cast.delegate)
    invite(ticket, by=cast.requester, user=cast.coordinator)
    watch(ticket, by=cast.agent)
    Mandate.objects.update(ended_at=timezone.now())
    share(ticket, by=cast.requester, is_restricted=True)
    QueueMember.objects.filter(user=cast.agent).delete()

    reply(ticket, by=cast.supervisor, body="Tak.")

    assert mails("watched") == []
    assert not Notification.objects.filter(kind="helpdesk.watched").exists()


def test_who_may_take_a_follower_off(cast: Cast, ticket: Ticket) -> None:
    agents = watch(ticket, by=cast.agent)
    coordinators = invite(ticket, by=cast.requester, user=cast.coordinator)
    for watcher, role in (
        (agents, "requester"), (agents, "coordinator"), (coordinators, "delegate"),
        (coordinators, "stranger"), (coordinators, "other_agent"),
    ):  # fmt: skip
        with pytest.raises(PermissionDenied):
            stop_watching(watcher, by=cast.person(role))

    stop_watching(coordinators, by=cast.coordinator)
    stop_watching(agents, by=cast.supervisor)

    assert not Watcher.objects.exists()


def test_staff_add_and_remove_people_of_the_office(
    cast: Cast, ticket: Ticket, client: Client
) -> None:
    client.force_login(cast.agent)
    desk = reverse("helpdesk:desk_ticket", args=[ticket.reference])
    assert f'<option value="{cast.coordinator.pk}">' in client.get(desk, {"tab": "people"}).text

    address = reverse("helpdesk:ticket_invite", args=[ticket.reference])
    client.post(address, {"user": cast.coordinator.pk})
    watcher = Watcher.objects.get()
    removal = reverse("helpdesk:ticket_watcher_remove", args=[ticket.reference, watcher.pk])
    assert removal in client.get(desk, {"tab": "people"}).text
    client.post(removal)

    assert watcher.user == cast.coordinator
    assert not Watcher.objects.exists()


def test_requesters_do_not_see_which_agents_follow(
    cast: Cast, ticket: Ticket, client: Client
) -> None:
    watch(ticket, by=cast.supervisor)
    client.force_login(cast.requester)

    page = client.get(reverse("helpdesk:ticket", args=[ticket.reference])).text

    assert cast.supervisor.name not in page


@pytest.mark.fault("C3")
def test_names_are_text_in_every_list(cast: Cast, ticket: Ticket, client: Client) -> None:
    """Fails when a template marks the name of a follower or of an agent as safe."""
    bad = "<script>alert(1)</script>"
    agent = make_staff(Role.AGENT)
    agent.name = bad
    agent.save()
    QueueMember.objects.create(queue=ticket.queue, user=agent)
    watch(ticket, by=agent)
    cast.coordinator.name = bad
    cast.coordinator.save()
    invite(ticket, by=cast.requester, user=cast.coordinator)

    client.force_login(cast.agent)
    desk = reverse("helpdesk:desk_ticket", args=[ticket.reference])
    names = reverse("helpdesk:desk_insert", args=[ticket.reference, "mention"])
    pages = [client.get(desk, {"tab": "people"}).text, client.get(names).text]
    client.force_login(cast.requester)
    pages.append(client.get(reverse("helpdesk:ticket", args=[ticket.reference])).text)

    assert [bad in page for page in pages] == [False, False, False]
