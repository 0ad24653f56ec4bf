"""Reports and machines: recorded, never answered."""

import pytest

from foundation.mailing.models import OutgoingMail, Suppression
from helpdesk.actions import reply
from helpdesk.models import Ticket
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_ticket
from tests.helpdesk.mail.factories import make_bytes, make_domain, proof, receive

pytestmark = pytest.mark.django_db

REPORT = """From: MAILER-DAEMON@urzad.test
To: pomoc@punkt-wsparcia.test
Subject: Undelivered Mail Returned to Sender
Return-Path: <>
Content-Type: multipart/report; report-type=delivery-status; boundary=B

--B
Content-Type: text/plain

Niestety.
--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.urzad.test

Final-Recipient: rfc822; jan@urzad.test
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 nie ma
 takiej skrzynki

--B
Content-Type: message/rfc822

Message-ID: {message_id}
Subject: Odp

tekst
--B--
"""


@pytest.fixture
def sent(cast: Cast) -> OutgoingMail:
    """A mail of ours about a ticket."""
    make_domain(cast.office)
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    reply(ticket, by=cast.agent, body="Tak.")
    return OutgoingMail.objects.first()


@pytest.mark.fault("F3")
def test_report_marks_the_mail_and_causes_none(cast: Cast, sent: OutgoingMail) -> None:
    """Seen failing with a notice queued from `_record_bounce`."""
    ticket = Ticket.objects.get()
    before = OutgoingMail.objects.count(), ticket.messages.count(), ticket.version
    text = REPORT.format(action="failed", status="5.1.1", message_id=sent.message_id)

    raw = receive(text.encode())

    sent.refresh_from_db()
    ticket.refresh_from_db()
    assert (raw.outcome, raw.why, sent.delivery) == ("bounce", "our-mail-failed", "bounced")
    assert sent.reason == "smtp; 550 5.1.1 nie ma takiej skrzynki"
    assert Suppression.objects.get().address == sent.recipient
    assert (OutgoingMail.objects.count(), ticket.messages.count(), ticket.version) == before


def test_report_that_names_what_we_never_sent_is_foreign(sent: OutgoingMail) -> None:
    """Seen failing with every Message-ID of our form taken for ours, and with all of them looked up."""
    forged = [f"<{number:032x}.helpdesk-reply@punkt-wsparcia.test>" for number in range(60)]
    body = "\n".join([*forged, sent.message_id])

    raw = receive(make_bytes("MAILER-DAEMON@zly.test", subject="Undelivered", body=body))

    sent.refresh_from_db()
    assert (raw.outcome, raw.why, sent.delivery) == ("bounce", "foreign-report", "queued")


def test_delay_is_no_failure(sent: OutgoingMail) -> None:
    text = REPORT.format(action="delayed", status="4.4.1", message_id=sent.message_id)

    raw = receive(text.encode())

    sent.refresh_from_db()
    assert (raw.outcome, sent.delivery) == ("bounce", "queued")
    assert Suppression.objects.count() == 0


@pytest.mark.parametrize(
    "subject",
    ["Warning: could not send message for past 4 hours", "Mail delivery delayed: Odpowiedź"],
)
def test_warning_in_words_alone_is_no_failure(sent: OutgoingMail, subject: str) -> None:
    """Seen failing with every report without a machine-readable part counted as final."""
    body = f"We keep trying.\n\nMessage-ID: {sent.message_id}\n"

    raw = receive(make_bytes("MAILER-DAEMON@mx.test", subject=subject, body=body))

    sent.refresh_from_db()
    assert (raw.outcome, raw.why, sent.delivery) == ("bounce", "our-mail-failed", "queued")
    assert Suppression.objects.count() == 0


def test_reports_and_machines_name_the_ticket_they_are_about(
    cast: Cast, sent: OutgoingMail
) -> None:
    """Seen failing with decisions without a ticket: nobody saw which of them was meant."""
    text = REPORT.format(action="delayed", status="4.4.1", message_id=sent.message_id)
    away = {"Auto_Submitted": "auto-replied", "In_Reply_To": sent.message_id}

    raws = [receive(text.encode()), receive(make_bytes(cast.requester.email, **away))]

    ticket = Ticket.objects.get()
    assert [(raw.outcome, raw.ticket, raw.ticket_message) for raw in raws] == [
        ("bounce", ticket, None),
        ("auto-reply", ticket, None),
    ]
    assert ticket.messages.count() == 2


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"Auto_Submitted": "auto-replied"}, "automatic"),
        ({"Auto_Submitted": "auto-generated; owner-email=x@y.test"}, "automatic"),
        ({"Precedence": "bulk"}, "automatic"),
        ({"X_Autoreply": "yes"}, "automatic"),
        ({"Return_Path": "<>"}, "automatic"),
        ({"subject": "Automatyczna odpowiedź: Pytanie"}, "automatic"),
        ({"List_Id": "<lista.urzad.test>"}, "list"),
        ({"X_Loop": "punkt-wsparcia.test"}, "own"),
        ({"Auto_Submitted": "no"}, "proven"),
        ({"List_Unsubscribe": "<https://biuletyn.test/koniec>"}, "list"),
        ({"subject": "Automatic reply: Re: Pytanie"}, "automatic"),
        ({"subject": "Out of Office AutoReply: Pytanie"}, "automatic"),
        ({"subject": "Poza biurem"}, "automatic"),
        ({"subject": "Pytanie o automatyczną odpowiedź"}, "proven"),
        ({"subject": "Autoresponder w EZD nie wysyła odpowiedzi"}, "proven"),
        ({"subject": "Out of office in Outlook does not work"}, "proven"),
    ],
)
def test_machines_are_recorded_and_never_answered(
    cast: Cast, sent: OutgoingMail, headers: dict[str, str], why: str
) -> None:
    before = OutgoingMail.objects.count()

    raw = receive(make_bytes(cast.requester.email, **proof(cast.requester), **headers))

    assert raw.why == why
    assert OutgoingMail.objects.count() - before == (1 if why == "proven" else 0)


def test_postmaster_with_an_account_is_a_person(cast: Cast, sent: OutgoingMail) -> None:
    """Seen failing with every postmaster taken for a machine: the question was recorded as a report."""
    cast.requester.email = "postmaster@urzad.test"
    cast.requester.save()
    subject = "Mail delivery problem in EZD"

    person = receive(make_bytes(cast.requester.email, subject=subject, **proof(cast.requester)))
    machine = receive(make_bytes("postmaster@obcy.test", subject=subject))

    assert (person.outcome, machine.outcome) == ("ticket", "bounce")
