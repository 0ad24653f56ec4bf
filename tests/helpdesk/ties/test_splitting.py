"""Splitting: chosen public messages become a ticket of their own; notes never move."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from helpdesk.actions import add_note, reply, split
from helpdesk.integrity import broken_chains, silent_tickets, wrong_deadlines
from helpdesk.models import Message, Ticket
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_ticket
from tests.helpdesk.mail.factories import make_bytes, receive


def make_talk(cast: Cast) -> tuple[Ticket, list[Message]]:
    """A ticket with its opening, an answer, a new matter, a note."""
    start = timezone.now() - timedelta(hours=5)
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast), at=start)
    messages = [
        ticket.messages.get(),
        reply(ticket, by=cast.agent, body="Tak.", at=start + timedelta(hours=1)),
        reply(ticket, by=cast.requester, body="I druga sprawa.", at=start + timedelta(hours=2)),
        add_note(ticket, by=cast.agent, body="Do nas.", at=start + timedelta(hours=3)),
    ]
    return ticket, messages


def test_chosen_messages_become_a_ticket_counted_from_their_first_word(cast: Cast) -> None:
    ticket, messages = make_talk(cast)

    new = split(ticket, messages=[messages[2]], subject="Druga sprawa", by=cast.agent)

    ticket.refresh_from_db()
    new.refresh_from_db()
    assert list(new.messages.all()) == [messages[2]]
    assert list(ticket.messages.all()) == [messages[0], messages[1], messages[3]]
    assert (new.requester, new.organisation) == (cast.requester, cast.office)
    assert new.opened_at == new.unanswered_since == messages[2].created_at
    assert (ticket.unanswered_since, new.split_from, new.status) == (None, ticket, "new")
    assert not [*broken_chains(), *silent_tickets(), *wrong_deadlines()]


def test_an_answer_to_a_moved_message_reaches_the_new_ticket(cast: Cast) -> None:
    ticket, messages = make_talk(cast)
    Message.objects.filter(pk=messages[2].pk).update(message_id="<druga@urzad.test>")
    new = split(ticket, messages=[messages[2]], subject="Druga sprawa", by=cast.agent)
    mail = new.requester.email
    told = receive(make_bytes(mail, In_Reply_To="<druga@urzad.test>", body="Dopisuję."))

    assert told.ticket == new


@pytest.mark.fault("B1")
@pytest.mark.fault("B11")
def test_notes_and_foreign_messages_are_refused(cast: Cast) -> None:
    """Seen failing with `_chosen` taking `ticket.messages.all()`, and with
    `Message.objects.public()`.
    """
    ticket, messages = make_talk(cast)
    foreign = make_ticket(cast.stranger, cast.other_office, queue=ticket.queue).messages.get()

    for chosen in ([messages[3]], [messages[2], messages[3]], [foreign]):
        with pytest.raises(PermissionDenied):
            split(ticket, messages=chosen, subject="X", by=cast.agent)
    assert Ticket.objects.count() == 2


def test_the_first_message_stays_and_something_must_be_chosen(cast: Cast) -> None:
    ticket, messages = make_talk(cast)

    for chosen in ([], [messages[0], messages[2]]):
        with pytest.raises(ValidationError):
            split(ticket, messages=chosen, subject="X", by=cast.agent)


def test_a_hidden_ticket_splits_into_a_hidden_one(cast: Cast) -> None:
    ticket, messages = make_talk(cast)
    Ticket.objects.filter(pk=ticket.pk).update(is_restricted=True)

    new = split(ticket, messages=[messages[2]], subject="Druga sprawa", by=cast.agent)

    assert new.is_restricted
    with pytest.raises(PermissionDenied):
        split(ticket, messages=[messages[1]], subject="X", by=cast.other_agent)
