"""Mail that concerns a ticket without being part of its conversation, as those who answer it see it."""

import base64

import pytest
from django.test import Client

from foundation.mailing.models import Notification, OutgoingMail
from helpdesk.actions import assign, reply
from helpdesk.mail import sorting
from helpdesk.mail.tokens import reply_address
from helpdesk.models import RawMail, Ticket
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_ticket
from tests.helpdesk.mail.factories import make_bytes, receive

pytestmark = pytest.mark.django_db
LIST = "/pl/helpdesk/mail/"


@pytest.fixture
def ticket(cast: Cast) -> Ticket:
    """The requester's ticket, answered by its agent."""
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    assign(ticket, by=cast.agent, assignee=cast.agent)
    reply(ticket, by=cast.agent, body="Tak.")
    Notification.objects.all().delete()
    return ticket


def answer_of_machine(ticket: Ticket) -> RawMail:
    sent = OutgoingMail.objects.filter(kind="helpdesk.reply").get()
    subject = "Automatyczna odpowiedź: urlop do 12 grudnia"
    sender = ticket.requester.email
    return receive(make_bytes(sender, subject=subject, In_Reply_To=sent.message_id))


def report(sent: OutgoingMail) -> bytes:
    body = f"Nie ma takiej skrzynki.\n\n{sent.message_id}\n"
    return make_bytes("MAILER-DAEMON@mx.test", subject="Undelivered mail", body=body)


def test_agent_sees_what_machines_said_and_what_waits(
    cast: Cast, client: Client, ticket: Ticket
) -> None:
    """Seen failing without `mail.BESIDE` in the frame: an absence was known to the list of mail only."""
    machine = answer_of_machine(ticket)
    doubtful = receive(make_bytes("obcy@obcy.test", to=reply_address(ticket, cast.requester)))
    discarded = receive(make_bytes("zly@obcy.test", to=reply_address(ticket, cast.requester)))
    sorting.discard(discarded, reason="Reklama", by=cast.agent)
    client.force_login(cast.agent)

    response = client.get(f"/pl/helpdesk/desk/{ticket.reference}/")
    client.force_login(cast.requester)
    own = client.get(ticket.get_absolute_url()).content.decode()

    page = response.content.decode()
    assert response.context["mails_beside"] == [doubtful, machine]
    assert "wiadomość automatyczna: " in page
    assert "może też tutaj: " in page
    assert f'<a href="{LIST}{machine.pk}/">Automatyczna odpowiedź: urlop do 12 grudnia</a>' in page
    assert "urlop" not in own


def test_agent_is_told_once_of_an_answer_that_came_back(cast: Cast, ticket: Ticket) -> None:
    """Seen failing without `notify_answering` in `_record_bounce`: nobody learned of it."""
    sent = OutgoingMail.objects.filter(kind="helpdesk.reply").get()
    before = OutgoingMail.objects.count()

    for _report in range(2):
        receive(report(sent))

    told = Notification.objects.get()
    assert (told.user, told.url) == (cast.agent, f"/pl/helpdesk/desk/{ticket.reference}/")
    assert told.text == (
        f"Nasza wiadomość wróciła niedoręczona – zgłoszenie {ticket.reference}: {ticket.subject}"
    )
    assert OutgoingMail.objects.count() == before


def test_a_report_is_read_however_its_text_travelled(ticket: Ticket) -> None:
    """Seen failing with our Message-IDs looked for in the bytes alone."""
    sent = OutgoingMail.objects.filter(kind="helpdesk.reply").get()
    head = b"From: MAILER-DAEMON@mx.test\nSubject: Undelivered mail\n"
    words = base64.encodebytes(f"Nie ma takiej skrzynki.\n\n{sent.message_id}\n".encode())

    raw = receive(head + b"Content-Transfer-Encoding: base64\n\n" + words)

    assert (raw.why, raw.ticket) == ("our-mail-failed", ticket)


def test_list_and_mail_lead_to_the_ticket(cast: Cast, client: Client, ticket: Ticket) -> None:
    """Seen failing with the number as words alone, and with a link for whoever reads the mail."""
    raw = receive(make_bytes("obcy@obcy.test", to=reply_address(ticket, cast.requester)))
    link = f'<a href="/pl/helpdesk/desk/{ticket.reference}/">{ticket.reference}</a>'

    client.force_login(cast.agent)
    listed, shown = (client.get(url).content.decode() for url in (LIST, f"{LIST}{raw.pk}/"))
    client.force_login(cast.other_agent)
    of_another_queue = client.get(f"{LIST}{raw.pk}/").content.decode()

    assert f"wygląda na część zgłoszenia {ticket.reference}" in listed
    assert link in shown
    assert ticket.reference in of_another_queue
    assert link not in of_another_queue
