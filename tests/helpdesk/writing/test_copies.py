"""Copies: public answers to addresses that an agent confirmed, never against a restriction."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from helpdesk.actions import (
    add_copy,
    add_note,
    merge,
    remove_copy,
    reply,
    share,
)
from helpdesk.actions.following import COPIES_A_DAY, MOST_COPIES
from helpdesk.follower_notices import copy_of, stop_token
from helpdesk.models import CopyAddress, Ticket
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_ticket
from tests.helpdesk.writing.factories import mails

SECRET = "Hasło do serwera: wiosna"
COPY = "doradca@kancelaria.test"


@pytest.fixture
def ticket(cast: Cast) -> Ticket:
    return make_ticket(cast.requester, cast.office, queue=make_desk(cast), subject="Kopie zapasowe")


def test_a_copy_carries_public_answers_only(cast: Cast, ticket: Ticket) -> None:
    add_copy(ticket, by=cast.agent, address=f" {COPY.upper()} ")

    add_note(ticket, by=cast.agent, body=SECRET)
    reply(ticket, by=cast.requester, body="Pytanie dodatkowe.")
    reply(ticket, by=cast.agent, body="Odpowiedź publiczna.")

    (mail,) = mails("copy")
    assert (mail.recipient, mail.recipient_user) == (COPY, None)
    assert "Odpowiedź publiczna." in mail.body_text
    assert ticket.get_absolute_url() not in mail.body_text + mail.body_html
    assert "Reply-To" not in mail.headers
    assert SECRET not in mail.body_text


@pytest.mark.fault("A4")
def test_only_staff_add_addresses(cast: Cast, ticket: Ticket) -> None:
    """Fails when `add_copy` takes whoever reads the ticket; incoming mail never calls it."""
    for role in ("requester", "coordinator", "delegate", "stranger", "other_agent", "editor"):
        with pytest.raises(PermissionDenied):
            add_copy(ticket, by=cast.person(role), address=COPY)

    assert not CopyAddress.objects.exists()


def test_a_restricted_ticket_sends_no_copies(cast: Cast, ticket: Ticket) -> None:
    add_copy(ticket, by=cast.agent, address=COPY)
    share(ticket, by=cast.requester, is_restricted=True)

    reply(ticket, by=cast.agent, body="Tajne.")
    with pytest.raises(ValidationError):
        add_copy(ticket, by=cast.agent, address="drugi@kancelaria.test")

    assert mails("copy") == []


def test_copies_are_capped(cast: Cast, ticket: Ticket) -> None:
    for number in range(MOST_COPIES):
        add_copy(ticket, by=cast.agent, address=f"a{number}@kancelaria.test")
    for address in ("szosty@kancelaria.test", "a0@kancelaria.test", cast.requester.email, "x"):
        with pytest.raises(ValidationError):
            add_copy(ticket, by=cast.agent, address=address)
    tickets = [make_ticket(cast.requester, cast.office, queue=ticket.queue) for _ in range(6)]
    added = MOST_COPIES
    for other in tickets[:5]:
        for number in range(MOST_COPIES):
            add_copy(other, by=cast.agent, address=f"b{number}@kancelaria.test")
            added += 1
    assert added == COPIES_A_DAY

    with pytest.raises(ValidationError):
        add_copy(tickets[5], by=cast.agent, address=COPY)


def test_the_desk_asks_before_it_sends(cast: Cast, ticket: Ticket, client: Client) -> None:
    client.force_login(cast.agent)
    address = reverse("helpdesk:desk_copy", args=[ticket.reference])

    asked = client.post(address, {"address": COPY}).text

    assert not CopyAddress.objects.exists()
    assert f"<strong>{COPY}</strong>" in asked
    client.post(address, {"address": COPY, "confirmed": "1"})
    assert [copy.address for copy in CopyAddress.objects.active()] == [COPY]


@pytest.mark.fault("A5")
def test_the_reader_of_a_copy_can_end_it(cast: Cast, ticket: Ticket, client: Client) -> None:
    """Fails when the link is the row's number: anybody then ends the copies of all."""
    copy = add_copy(ticket, by=cast.agent, address=COPY)
    link = reverse("helpdesk:copy_stop", args=[stop_token(copy)])

    assert COPY in client.get(link).text
    assert CopyAddress.objects.active().exists()
    for forged in (str(copy.pk), stop_token(copy)[:-1], "x:y:z"):
        client.post(reverse("helpdesk:copy_stop", args=[forged]))
    assert CopyAddress.objects.active().exists()
    client.post(link)

    assert not CopyAddress.objects.active().exists()
    assert copy_of(stop_token(copy)) is None
    assert COPY not in client.get(link).text
    reply(ticket, by=cast.agent, body="Tak.")
    assert mails("copy") == []


def test_the_link_of_a_copy_works_on_after_a_merge(
    cast: Cast, ticket: Ticket, client: Client
) -> None:
    """Seen failing with `copy_of` finding the row of the merged ticket: an error page, and more copies."""
    copy = add_copy(ticket, by=cast.agent, address=COPY)
    target = make_ticket(cast.requester, cast.office, queue=ticket.queue)
    merge(ticket, target=target, by=cast.agent)
    assert [one.address for one in target.copy_addresses.active()] == [COPY]

    client.post(reverse("helpdesk:copy_stop", args=[stop_token(copy)]))
    reply(target, by=cast.agent, body="Tak.")

    assert mails("copy") == []


def test_the_requester_sees_and_removes_copies(cast: Cast, ticket: Ticket, client: Client) -> None:
    copy = add_copy(ticket, by=cast.agent, address=COPY)
    client.force_login(cast.requester)

    page = client.get(reverse("helpdesk:ticket", args=[ticket.reference])).text
    client.post(reverse("helpdesk:ticket_copy_remove", args=[ticket.reference, copy.pk]))

    assert f"kopie odpowiedzi dostaje: {COPY}" in page
    assert not CopyAddress.objects.active().exists()


def test_others_remove_nothing(cast: Cast, ticket: Ticket) -> None:
    copy = add_copy(ticket, by=cast.agent, address=COPY)

    for role in ("coordinator", "delegate", "stranger", "other_agent"):
        with pytest.raises(PermissionDenied):
            remove_copy(copy, by=cast.person(role))
