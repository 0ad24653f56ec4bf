"""The owner of a system is asked by mail and answers into the ticket, for agents only."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client, RequestFactory
from django.urls import reverse

from foundation.mailing.models import Notification, OutgoingMail
from helpdesk.actions import add_note, assign, close, merge, reply
from helpdesk.models import HandOver, Message, Status, Ticket, TicketEvent
from helpdesk.owners.actions import ask_again, hand_over
from helpdesk.owners.desk import quoted_answer
from helpdesk.owners.tokens import read_hand_over
from helpdesk.search_indexes import TicketIndex
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_queue, make_system, make_ticket
from tests.helpdesk.mail.factories import make_bytes, receive

CONTACT = "kontakt@ministerstwo.test"
WORDS = {
    "subject": "Awaria e-Doręczeń",
    "body": "Czy to awaria po Państwa stronie?",
    "follow_up_on": date(2099, 1, 1),
}


@pytest.fixture
def ticket(cast: Cast) -> Ticket:
    system = make_system(name="e-Doręczenia", contact_email=CONTACT)
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast), system=system)
    return assign(ticket, by=cast.agent, assignee=cast.agent)


def ask(ticket: Ticket, by, **fields) -> HandOver:
    return hand_over(ticket, system=ticket.system, by=by, **WORDS | fields)


def mail_to_owner() -> OutgoingMail:
    return OutgoingMail.objects.filter(kind="helpdesk.owner").order_by("-pk").first()


def answer(body: str = "Tak, naprawiamy.", sender: str = CONTACT, **headers):
    to = mail_to_owner().headers["Reply-To"]
    return receive(make_bytes(f"Ministerstwo <{sender}>", to=to, body=body, **headers))


def test_the_owner_is_asked_and_the_ticket_waits(cast: Cast, ticket: Ticket) -> None:
    made = ask(ticket, cast.agent)

    ticket.refresh_from_db()
    mail = mail_to_owner()
    assert (mail.recipient, mail.subject) == (CONTACT, "Awaria e-Doręczeń")
    assert "Czy to awaria po Państwa stronie?" in mail.body_text
    assert (ticket.status, ticket.waits_for) == ("on_hold", "Ministerstwo Prób")
    assert read_hand_over([mail.headers["Reply-To"]]) == made


@pytest.mark.fault("B11")
def test_nothing_of_the_ticket_leaves_unless_chosen(cast: Cast, ticket: Ticket) -> None:
    """Seen failing with `_quoted` taking `ticket.messages.all()`, and with
    `Message.objects.public()`.
    """
    note = add_note(ticket, by=cast.agent, body="Podejrzewam ich dostawcę.")
    told = reply(ticket, by=cast.requester, body="Od rana nic nie wchodzi.")
    foreign = make_ticket(cast.stranger, cast.other_office, queue=ticket.queue).messages.get()

    for quotes in ([note], [told, note], [foreign]):
        with pytest.raises(PermissionDenied):
            ask(ticket, cast.agent, quotes=quotes)
    ask(ticket, cast.agent, quotes=[told])

    text = mail_to_owner().body_text
    assert "> Od rana nic nie wchodzi." in text
    for word in (ticket.subject, "Proszę o odpowiedź", cast.requester.name, "Dobra", "dostawcę"):
        assert word not in text


def test_a_hidden_ticket_needs_the_agent_s_word(cast: Cast, ticket: Ticket) -> None:
    """Seen failing with `_refuse_hand_over` not asking whether the ticket is restricted."""
    Ticket.objects.filter(pk=ticket.pk).update(is_restricted=True)

    with pytest.raises(ValidationError):
        ask(ticket, cast.agent)
    assert ask(ticket, cast.agent, is_checked=True)


def test_the_answer_is_for_agents_and_takes_the_ticket_up_again(cast: Cast, ticket: Ticket) -> None:
    made = ask(ticket, cast.agent)
    raw = answer()

    ticket.refresh_from_db()
    made.refresh_from_db()
    message = raw.ticket_message
    assert (raw.outcome, raw.ticket, message.body) == ("owner", ticket, "Tak, naprawiamy.")
    assert (message.kind, message.author, message.organisation) == ("owner", None, None)
    assert (message.sender_grade, ticket.status) == ("signed", "open")
    assert made.answered_at is not None
    assert Notification.objects.filter(user=cast.agent, text__contains=ticket.reference).exists()
    for person in (cast.requester, cast.coordinator, cast.delegate):
        assert not Message.objects.visible_to(person).filter(kind="owner").exists()
        assert not TicketEvent.objects.visible_to(person).filter(verb="owner").exists()
    assert "naprawiamy" not in TicketIndex().body(ticket)
    assert "naprawiamy" in TicketIndex().restricted_body(ticket)
    told = OutgoingMail.objects.filter(recipient=cast.requester.email)
    assert all("naprawiamy" not in mail.body_text for mail in told)


def test_whoever_answers_from_another_address_is_shown_as_unsure(
    cast: Cast, ticket: Ticket
) -> None:
    ask(ticket, cast.agent)

    raw = answer(sender="ktos@inny.test")

    assert raw.ticket_message.sender_grade == "unverified"


@pytest.mark.fault("A5")
def test_a_changed_token_leads_nowhere(cast: Cast, ticket: Ticket) -> None:
    """Seen failing with `read_hand_over` not comparing the signature."""
    ask(ticket, cast.agent)
    address = mail_to_owner().headers["Reply-To"]
    local, _at, domain = address.partition("@")
    other = local[:-1] + ("a" if local[-1] != "a" else "b")

    assert read_hand_over([f"{other}@{domain}"]) is None
    raw = receive(make_bytes(CONTACT, to=f"{other}@{domain}", body="Tak."))
    assert (raw.outcome, raw.ticket_message) == ("parked", None)


def test_an_automatic_answer_changes_nothing(cast: Cast, ticket: Ticket) -> None:
    ask(ticket, cast.agent)

    raw = answer("Przyjęto pod numerem 123.", Auto_Submitted="auto-replied")

    ticket.refresh_from_db()
    assert (raw.outcome, ticket.status) == ("auto-reply", "on_hold")


@pytest.mark.fault("A8")
def test_a_machine_that_does_not_say_so_is_stopped(cast: Cast, ticket: Ticket) -> None:
    """Seen failing with tickets and follow-ups counted alone: an owner's machine wrote without end."""
    ask(ticket, cast.agent)

    raws = [answer(f"Przyjęto pod numerem {number}.") for number in range(31)]

    assert [raw.why for raw in raws] == ["proven"] * 30 + ["too-many"]


def test_asking_again_waits_again(cast: Cast, ticket: Ticket) -> None:
    made = ask(ticket, cast.agent)
    answer("Sprawdzamy.")

    ask_again(made, body="I jak?", follow_up_on=date(2099, 2, 1), by=cast.agent)

    ticket.refresh_from_db()
    assert (ticket.status, ticket.follow_up_on) == (Status.ON_HOLD, date(2099, 2, 1))
    assert HandOver.objects.unanswered().get() == made
    assert OutgoingMail.objects.filter(kind="helpdesk.owner").count() == 2


def test_the_answer_to_a_merged_or_finished_ticket_is_kept(cast: Cast, ticket: Ticket) -> None:
    target = make_ticket(cast.requester, cast.office, queue=ticket.queue)
    ask(ticket, cast.agent)
    merge(ticket, target=target, by=cast.agent)
    close(target, by=cast.agent)

    raw = answer()

    target.refresh_from_db()
    assert (raw.ticket, target.status) == (target, "closed")


@pytest.mark.fault("B1")
def test_an_answer_is_passed_on_only_in_its_own_ticket(
    cast: Cast, ticket: Ticket, client: Client
) -> None:
    """Seen failing with `quoted_answer` not filtering by the ticket, or by the kind of message."""
    ask(ticket, cast.agent)
    message = answer().ticket_message
    note = add_note(ticket, by=cast.agent, body="Tylko dla nas.")
    opening = ticket.messages.get(kind="reply")
    other = make_ticket(cast.requester, cast.office, queue=ticket.queue)
    client.force_login(cast.agent)

    def box(where: Ticket, key: int) -> str:
        address = reverse("helpdesk:desk_ticket", args=[where.reference])
        page = client.get(address, {"tab": "reply", "quote": key}).content.decode()
        return page.partition('id="reply_body"')[2].partition("</textarea>")[0]

    assert "Tak, naprawiamy." in box(ticket, message.pk)
    assert "Tylko dla nas." not in box(ticket, note.pk)
    assert opening.body not in box(ticket, opening.pk)
    assert "Tak, naprawiamy." not in box(other, message.pk)


def test_an_answer_is_quoted_as_that_of_the_owner_who_wrote_it(
    cast: Cast, ticket: Ticket, rf: RequestFactory
) -> None:
    """Seen failing with the hand-over that was answered last: one ministry's words as another's."""
    ask(ticket, cast.agent)
    first = answer("U nas działa.").ticket_message
    other = make_system(owner_name="Urząd Drugi", contact_email="kontakt@drugi.test")
    hand_over(ticket, system=other, by=cast.agent, **WORDS)
    second = answer("U nas nie.", sender="kontakt@drugi.test").ticket_message

    def quoted(message: Message) -> str:
        request = rf.get("/", {"quote": message.pk})
        request.user = cast.agent
        return quoted_answer(request, ticket).partition(", ")[0]

    assert (quoted(first), quoted(second)) == ("Ministerstwo Prób", "Urząd Drugi")


def test_only_one_who_answers_the_ticket_asks(cast: Cast, ticket: Ticket) -> None:
    make_queue(cast.other_agent)
    for person in (cast.requester, cast.coordinator, cast.other_agent):
        with pytest.raises(PermissionDenied):
            ask(ticket, person)
