"""One reading rule: list, detail, search tokens, attachment, news and socket agree with it."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse

from foundation.accounts.models import Membership
from foundation.files.actions import store_file
from helpdesk.actions import add_note, reply
from helpdesk.models import Attachment, Message, Ticket, TicketEvent
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_ticket, warsaw
from tests.helpdesk.tickets import one_of_each

# Which of `one_of_each`, by position, a role may read.
MAY_READ = {
    "anonymous": (),
    "requester": (0, 1, 2, 3),
    "colleague": (9,),
    "coordinator": (0, 1, 3, 4, 6, 8, 9),
    "stranger": (5,),
    "delegate": (0, 1, 3, 6, 7, 8, 9),
    "trainee": (10,),
    "agent": (0, 2, 3, 5, 8, 9, 10),
    "other_agent": (1, 4, 6, 7),
    "supervisor": tuple(range(11)),
    "editor": (),
    "reviewer": (),
    "organiser": (),
    "administrator": tuple(range(11)),
}


def test_everybody_reads_what_the_rule_says(cast: Cast) -> None:
    tickets = sorted(one_of_each(cast), key=lambda ticket: ticket.pk)

    for role in Cast.ROLES:
        seen = set(Ticket.objects.visible_to(cast.person(role)).values_list("pk", flat=True))
        assert (role, seen) == (role, {tickets[place].pk for place in MAY_READ[role]})


@pytest.mark.fault("B2")
@pytest.mark.fault("B4")
@pytest.mark.fault("B6")
def test_list_detail_and_desk_agree(cast: Cast, client: Client) -> None:
    """Seen failing with `ticket_for` asking all tickets: a number alone then opened a ticket."""
    tickets = one_of_each(cast)

    for role in Cast.ROLES[1:]:
        person = cast.person(role)
        client.force_login(person)
        may = set(Ticket.objects.visible_to(person).values_list("reference", flat=True))
        served = set(Ticket.objects.served_by(person).values_list("reference", flat=True))
        opened = {t.reference for t in tickets if _status(client, "ticket", t) in (200, 302)}
        at_desk = {t.reference for t in tickets if _status(client, "desk_ticket", t) == 200}
        listed = _listed(client, "own", tickets) | _listed(client, "office", tickets)
        assert (role, opened, at_desk, listed) == (role, may, served, may - served)


def _status(client: Client, name: str, ticket: Ticket) -> int:
    return client.get(reverse(f"helpdesk:{name}", args=[ticket.reference])).status_code


def _listed(client: Client, scope: str, tickets: list[Ticket]) -> set[str]:
    page = client.get(reverse("helpdesk:ticket_list"), {"scope": scope}).content.decode()
    return {ticket.reference for ticket in tickets if ticket.reference in page}


@pytest.mark.fault("B7")
def test_a_file_follows_its_message(cast: Cast, client: Client) -> None:
    """Seen failing with `Attachment.visible_to` asking for the ticket instead of the message."""
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    reply(ticket, by=cast.agent, body="W załączeniu.", files=[_file(cast.agent, "umowa.txt")])
    add_note(ticket, by=cast.agent, body="Do nas.", files=[_file(cast.agent, "notatka.txt")])
    public, internal = Attachment.objects.order_by("pk")

    got = {}
    for role in Cast.ROLES:
        client.logout()
        if role != "anonymous":
            client.force_login(cast.person(role))
        got[role] = tuple(_download(client, file.url) for file in (public, internal))

    staff = dict.fromkeys(("agent", "supervisor", "administrator"), (200, 200))
    members = dict.fromkeys(("requester", "coordinator", "delegate"), (200, 404))
    assert got == dict.fromkeys(Cast.ROLES, (404, 404)) | members | staff | {
        "anonymous": got["anonymous"]
    }
    assert 200 not in got["anonymous"]


def _download(client: Client, url: str) -> int:
    response = client.get(url)
    if response.streaming:
        assert b"".join(response.streaming_content) == "Treść".encode()
    return response.status_code


def _file(by, name: str):
    return store_file(BytesIO("Treść".encode()), name=name, by=by)


@pytest.mark.fault("B11")
def test_notes_stay_inside(cast: Cast, client: Client) -> None:
    """Seen failing with `Message.visible_to` forgetting the kind; page, news and events are asked."""
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    add_note(ticket, by=cast.agent, body="Tajna uwaga.")

    for role in ("requester", "coordinator", "delegate"):
        client.force_login(cast.person(role))
        for name in ("ticket", "ticket_news"):
            page = client.get(reverse(f"helpdesk:{name}", args=[ticket.reference]))
            assert "Tajna uwaga" not in page.content.decode()
        assert not Message.objects.visible_to(cast.person(role)).filter(kind="note").exists()
        events = TicketEvent.objects.visible_to(cast.person(role))
        assert [event.verb for event in events] == ["opened"]


def test_an_agent_reads_no_notes_in_an_own_ticket(cast: Cast) -> None:
    queue = make_desk(cast)
    Membership.objects.create(
        user=cast.agent, organisation=cast.office, state="active", origin="register"
    )
    ticket = make_ticket(cast.agent, cast.office, queue=queue)
    add_note(ticket, by=cast.supervisor, body="O koledze.")

    assert Message.objects.visible_to(cast.agent).filter(kind="note").count() == 0
    assert not Ticket.objects.served_by(cast.agent).filter(pk=ticket.pk).exists()


def test_leaving_the_office_ends_the_right(cast: Cast) -> None:
    make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    Membership.objects.filter(user=cast.requester).update(state=Membership.State.ENDED)

    assert Ticket.objects.visible_to(cast.requester).count() == 0


def test_an_ended_mandate_ends_the_right(cast: Cast) -> None:
    make_ticket(cast.delegate, cast.office, queue=make_desk(cast))
    assert Ticket.objects.visible_to(cast.delegate).count() == 1

    cast.office.mandates_given.update(ended_at=warsaw(2026, 1, 1))

    assert Ticket.objects.visible_to(cast.delegate).count() == 0


@pytest.mark.parametrize("scope", ["training"])
def test_a_mandate_for_something_else_opens_nothing(cast: Cast, scope: str) -> None:
    make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    cast.office.mandates_given.update(scope=scope)

    assert Ticket.objects.visible_to(cast.delegate).count() == 0


def test_a_lost_role_ends_the_right_of_an_agent(cast: Cast) -> None:
    make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    cast.agent.groups.clear()
    agent = type(cast.agent).objects.get(pk=cast.agent.pk)

    assert Ticket.objects.visible_to(agent).count() == 0
