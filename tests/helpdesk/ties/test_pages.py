"""Ties at the desk and on the requester's page."""

import pytest
from django.test import Client
from django.urls import reverse

from helpdesk.actions import add_copy, answer_all, attach_child, merge, reply, split, watch
from helpdesk.models import CopyAddress, Ticket, Watcher
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_queue, make_ticket
from tests.helpdesk.test_queries import count
from tests.helpdesk.ties.test_family import make_family, pass_all_on
from tests.helpdesk.ties.test_splitting import make_talk


def at_desk(client: Client, ticket: Ticket, *, panel: str = "") -> str:
    address = reverse("helpdesk:desk_ticket", args=[ticket.reference])
    return client.get(address, {"tab": panel}).content.decode()


def post(client: Client, name: str, ticket: Ticket, **data):
    return client.post(reverse(f"helpdesk:{name}", args=[ticket.reference]), data)


def test_an_agent_ties_answers_and_lets_go(cast: Cast, client: Client) -> None:
    queue = make_desk(cast)
    parent = make_ticket(cast.requester, cast.office, queue=queue)
    one = make_ticket(cast.stranger, cast.other_office, queue=queue)
    two = make_ticket(cast.coordinator, cast.office, queue=queue)
    client.force_login(cast.agent)

    post(client, "tie_to_problem", one, parent=parent.reference)
    post(client, "tie_parts", parent, parts=f"{two.reference.lower()}, {one.reference}")
    assert "2 części" in at_desk(client, parent)
    post(
        client, "answer_all", parent, body="Naprawione.", status="resolved", version=parent.version
    )
    pass_all_on()

    for ticket in (one, two):
        ticket.refresh_from_db()
        assert ticket.status == "resolved"
    post(client, "untie_part", parent, part=two.reference)
    assert list(parent.children.all()) == [one]


@pytest.mark.fault("B1")
def test_numbers_of_tickets_one_does_not_answer_tie_nothing(cast: Cast, client: Client) -> None:
    """Seen failing with `found_tickets` looking among all tickets."""
    here = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    there = make_ticket(cast.requester, cast.office, queue=make_queue(cast.other_agent))
    client.force_login(cast.agent)

    for name, data in (
        ("tie_to_problem", {"parent": there.reference}),
        ("tie_parts", {"parts": there.reference}),
        ("tie_merge", {"target": there.pk}),
    ):
        assert post(client, name, here, **data).status_code == 200
    there.refresh_from_db()
    here.refresh_from_db()
    assert (there.parent, here.parent, here.merged_into) == (None, None, None)
    assert post(client, "untie_part", here, part=there.reference).status_code == 404


def test_only_twins_are_offered_for_merging(cast: Cast, client: Client) -> None:
    queue = make_desk(cast)
    ticket = make_ticket(cast.requester, cast.office, queue=queue)
    twin = make_ticket(cast.requester, cast.office, queue=queue)
    others = [
        make_ticket(cast.stranger, cast.other_office, queue=queue),
        make_ticket(cast.requester, cast.office, queue=queue, is_restricted=True),
    ]
    client.force_login(cast.agent)
    address = reverse("helpdesk:desk_panel", args=[ticket.reference, "merge"])

    offered = client.get(address).content.decode()

    assert twin.reference in offered
    assert not [other for other in others if other.reference in offered]
    assert post(client, "tie_merge", ticket, target=twin.pk).url == reverse(
        "helpdesk:desk_ticket", args=[twin.reference]
    )
    assert f"/{twin.reference}/" in at_desk(client, ticket)


def test_text_written_on_a_ticket_that_was_merged_meanwhile_is_kept(
    cast: Cast, client: Client
) -> None:
    queue = make_desk(cast)
    source, target = (make_ticket(cast.requester, cast.office, queue=queue) for _ in range(2))
    merge(source, target=target, by=cast.agent)
    client.force_login(cast.agent)

    page = post(client, "desk_reply", source, body="Moja długa odpowiedź", version=source.version)

    assert "Moja długa odpowiedź" in page.content.decode()
    assert target.messages.count() == 1


def test_the_requester_is_led_from_one_to_the_other(cast: Cast, client: Client) -> None:
    queue = make_desk(cast)
    source, target = (make_ticket(cast.requester, cast.office, queue=queue) for _ in range(2))
    merge(source, target=target, by=cast.agent)
    client.force_login(cast.requester)

    for ticket, other in ((source, target), (target, source)):
        page = client.get(ticket.get_absolute_url()).content.decode()
        assert f'href="{other.get_absolute_url()}"' in page
    assert "reply/" not in client.get(source.get_absolute_url()).content.decode()


def test_the_requester_of_a_part_reads_no_number_of_another(cast: Cast, client: Client) -> None:
    parent, children = make_family(cast, make_desk(cast))
    answer_all(parent, by=cast.agent, body="Naprawione.")
    pass_all_on()
    family = {one.reference for one in (parent, *children)}

    for ticket in (parent, *children):
        client.force_login(ticket.requester)
        page = client.get(ticket.get_absolute_url()).content.decode()
        assert {number for number in family if number in page} == {ticket.reference}


def test_splitting_opens_the_new_ticket(cast: Cast, client: Client) -> None:
    ticket, messages = make_talk(cast)
    client.force_login(cast.agent)

    done = post(client, "tie_split", ticket, messages=[messages[2].pk], subject="Druga sprawa")

    new = Ticket.objects.get(split_from=ticket)
    assert done.url == reverse("helpdesk:desk_ticket", args=[new.reference])


def test_the_history_leads_each_side_to_the_other_ticket(cast: Cast, client: Client) -> None:
    """Seen failing with the number as plain text; each side has a page of its own."""
    ticket, messages = make_talk(cast)
    new = split(ticket, messages=[messages[2]], subject="<b>Druga</b> sprawa", by=cast.agent)
    line = "jedną sprawę wydzielono do nowego zgłoszenia"

    for person, name in ((cast.requester, "ticket"), (cast.agent, "desk_ticket")):
        client.force_login(person)
        page = client.get(reverse(f"helpdesk:{name}", args=[ticket.reference])).content.decode()
        there = reverse(f"helpdesk:{name}", args=[new.reference])
        assert f'{line} <a href="{there}" class="num">{new.reference}</a>' in page


def test_the_panel_costs_the_same_for_one_part_and_for_twenty(cast: Cast, client: Client) -> None:
    queue = make_desk(cast)
    parent, _one = make_family(cast, queue, size=1)
    client.force_login(cast.agent)
    address = reverse("helpdesk:desk_panel", args=[parent.reference, "problem"])
    for_one = count(client, address)
    for _number in range(19):
        child = make_ticket(cast.stranger, cast.other_office, queue=queue)
        attach_child(child, parent=parent, by=cast.agent)

    assert count(client, address) == for_one


def test_finishing_a_problem_offers_what_becomes_of_its_parts(cast: Cast, client: Client) -> None:
    parent, [child] = make_family(cast, make_desk(cast), size=1)
    reply(parent, by=cast.agent, body="Tak.")
    client.force_login(cast.agent)

    asked = post(client, "desk_status", parent, status="resolved", follow_up_on="")
    assert "Częścią tego problemu jest 1 otwarte zgłoszenie" in asked.content.decode()
    post(client, "desk_status", parent, status="resolved", parts="follow")
    pass_all_on()

    child.refresh_from_db()
    assert child.status == "resolved"


def test_an_act_on_a_merged_ticket_says_where_to_go_on(cast: Cast, client: Client) -> None:
    """Seen failing without `MergedTicketMiddleware`: whoever acted on an open page got an error page."""
    queue = make_desk(cast)
    source, target = (make_ticket(cast.requester, cast.office, queue=queue) for _ in range(2))
    watch(source, by=cast.agent)
    copy = add_copy(source, by=cast.agent, address="kopia@firma.test")
    merge(source, target=target, by=cast.agent)

    client.force_login(cast.agent)
    for name, data in (
        ("desk_queue", {"queue": queue.pk}),
        ("desk_watch", {}),
        ("untie_part", {}),
    ):
        answer = post(client, name, source, **data)
        assert (answer.status_code, answer.url) == (302, source.get_absolute_url())
        said = [str(one) for one in client.get(answer.url, follow=True).context["messages"]]
        assert [target.reference in one for one in said] == [True]
    moved = {"queue": queue.pk}
    address = reverse("helpdesk:desk_queue", args=[source.reference])
    part = client.post(address, moved, headers={"HX-Request": "true"})
    assert part.headers["HX-Redirect"] == source.get_absolute_url()
    client.force_login(cast.requester)
    remove = reverse("helpdesk:ticket_copy_remove", args=[source.reference, copy.pk])
    assert client.post(remove).url == source.get_absolute_url()

    assert CopyAddress.objects.active().filter(ticket=source).exists()
    assert Watcher.objects.filter(ticket=source, user=cast.agent).exists()
