"""Sending to a real SMTP server that accepts, refuses, stalls or is away."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.mail import send_mail
from django.test import Client
from django.utils import timezone

from foundation.mailing.actions import Part
from foundation.mailing.models import OutgoingMail, Suppression
from foundation.mailing.sweeps import deliver_mail
from tests.factories import make_user
from tests.mailing.factories import make_mail
from tests.mailing.smtp import Mailbox, smtp_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailbox(settings) -> Iterator[Mailbox]:
    with smtp_server() as (mailbox, port):
        settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 1
        yield mailbox


@pytest.fixture(autouse=True)
def our_backend(settings) -> None:
    """Django's test environment puts a backend of its own in place of ours."""
    settings.EMAIL_BACKEND = "foundation.mailing.backend.OutgoingMailBackend"


def state_of(mail: OutgoingMail) -> tuple[str, str]:
    mail.refresh_from_db()
    return mail.state, mail.delivery


def test_accepted_mail_is_sent_with_its_message_id(mailbox: Mailbox) -> None:
    mail = make_mail()

    assert deliver_mail(at=timezone.now()) == 1

    assert state_of(mail) == ("done", "sent")
    [message] = mailbox.messages
    assert message["Message-ID"] == mail.message_id
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "multipart/alternative"


def test_mail_written_by_a_person_is_not_automatic(mailbox: Mailbox) -> None:
    make_mail(headers={"Auto-Submitted": "no", "In-Reply-To": "<a@urzad.test>"})

    deliver_mail(at=timezone.now())

    [message] = mailbox.messages
    assert (message["Auto-Submitted"], message["In-Reply-To"]) == (None, "<a@urzad.test>")


@pytest.mark.fault("F2")
def test_refused_for_now_is_tried_again_with_growing_pauses(mailbox: Mailbox) -> None:
    """Seen failing with 4yz judged like 5yz in `_by_code` and for refused recipients."""
    mailbox.answer = lambda recipient: "451 try again later"
    mail, now, pauses = make_mail(), timezone.now(), []

    for _attempt in range(4):
        deliver_mail(at=now)
        assert state_of(mail) == ("due", "queued")
        pauses.append((mail.next_try_at - now) // timedelta(minutes=1))
        now = mail.next_try_at
    mailbox.answer = lambda recipient: "250 OK"
    deliver_mail(at=now)

    assert (pauses, state_of(mail)) == ([1, 2, 4, 8], ("done", "sent"))
    assert [m["Message-ID"] for m in mailbox.messages] == [mail.message_id]


@pytest.mark.fault("F2")
@pytest.mark.parametrize("answers", [("550 no such user", ""), ("250 OK", "554 content refused")])
def test_refused_for_good_is_set_aside_and_the_next_goes_on(
    mailbox: Mailbox, answers: tuple[str, str]
) -> None:
    """Seen failing with `_give_up` replaced by `_postpone`."""
    mailbox.answer = lambda address: answers[0] if address.startswith("zly") else "250 OK"
    refused = make_mail("zly@urzad.test")
    mailbox.after_data = answers[1] or "250 OK"
    deliver_mail(at=timezone.now())
    mailbox.after_data = "250 OK"
    good = make_mail("dobry@urzad.test")
    deliver_mail(at=timezone.now())

    assert state_of(refused) == ("parked", "failed")
    assert refused.reason == (answers[1] or answers[0])
    assert state_of(good) == ("done", "sent")


@pytest.mark.fault("F2")
def test_stalling_server_costs_one_pause_and_loses_nothing(mailbox: Mailbox) -> None:
    """Seen failing with a lost connection judged as NEVER: a mail was set aside."""
    mailbox.pause = 1.5
    mails = [make_mail(), make_mail()]

    deliver_mail(at=timezone.now())

    assert [state_of(mail) for mail in mails] == [("due", "queued")] * 2


@pytest.mark.fault("F2")
def test_no_server_at_all(settings) -> None:
    """Seen failing without `_open`: the error stopped the sweep and the rows stayed leased."""
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    mails = [make_mail(), make_mail()]

    deliver_mail(at=timezone.now())

    assert [state_of(mail) for mail in mails] == [("due", "queued")] * 2
    assert "ConnectionRefusedError" in mails[0].reason


def test_gives_up_after_four_days(mailbox: Mailbox) -> None:
    mailbox.answer = lambda recipient: "451 try again later"
    mail = make_mail()
    OutgoingMail.objects.update(attempts=23)

    deliver_mail(at=timezone.now())

    assert state_of(mail) == ("parked", "failed")


def test_address_suppressed_meanwhile_is_not_written_to(mailbox: Mailbox) -> None:
    mail = make_mail()
    Suppression.objects.create(address=mail.recipient, reason="550")

    deliver_mail(at=timezone.now())

    assert (state_of(mail), mailbox.messages) == (("parked", "failed"), [])


@pytest.mark.fault("E3")
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r", "\x0b", "\x85", "\u2028"])
def test_line_end_in_a_value_becomes_no_header(mailbox: Mailbox, line_end: str) -> None:
    """Seen failing with `single_line` returning its value unchanged: the mail was never sent."""
    bad = f"Temat{line_end}Bcc: ofiara@urzad.test"

    send_mail(bad, "Treść", None, ["a@urzad.test"])
    make_mail(headers={"In-Reply-To": bad, "References": bad, "Reply-To": bad})
    deliver_mail(at=timezone.now())

    assert [message["Bcc"] for message in mailbox.messages] == [None, None]
    assert OutgoingMail.objects.first().headers["In-Reply-To"] == "Temat Bcc: ofiara@urzad.test"


def test_line_end_in_an_address_is_refused(mailbox: Mailbox) -> None:
    make_mail("a@urzad.test\r\nBcc: ofiara@urzad.test")
    good = make_mail()

    deliver_mail(at=timezone.now())

    assert OutgoingMail.objects.parked().count() == 1
    assert state_of(good) == ("done", "sent")


def test_sign_in_mail_goes_first_and_leaves_no_words(mailbox: Mailbox) -> None:
    make_mail()
    send_mail("Zwykły", "Treść", None, ["b@urzad.test"])
    urgent = make_mail("c@urzad.test", is_urgent=True)

    deliver_mail(at=timezone.now())

    urgent.refresh_from_db()
    assert mailbox.messages[0]["To"] == "c@urzad.test"
    assert (urgent.body_text, urgent.body_html) == ("", "")
    assert OutgoingMail.objects.filter(body_text="").count() == 1


def test_sign_in_page_writes_urgent_mail(client: Client) -> None:
    person = make_user()

    client.post("/pl/account/password/reset/", {"email": person.email})

    mail = OutgoingMail.objects.get()
    assert (mail.is_urgent, mail.kind, mail.recipient_user) == (True, "account", person)


@pytest.mark.fault("H2")
def test_invitation_keeps_its_method(mailbox: Mailbox) -> None:
    """Seen failing with calendar parts attached instead of offered as alternative."""
    body = "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nSUMMARY:Szkolenie „Żółw”\r\nEND:VCALENDAR\r\n"
    invitation = Part("text/calendar; method=CANCEL; charset=utf-8", body.encode())
    make_mail(parts=[invitation, Part("application/pdf", b"%PDF-1.7", "program.pdf")])

    deliver_mail(at=timezone.now())

    [message] = mailbox.messages
    alternative, attachment = message.get_payload()
    assert message.get_content_type() == "multipart/mixed"
    assert alternative.get_content_type() == "multipart/alternative"
    calendar = alternative.get_payload()[-1]
    assert (calendar.get_content_type(), calendar.get_param("method")) == (
        "text/calendar",
        "CANCEL",
    )
    assert calendar.get_payload(decode=True).decode().split() == body.split()
    assert (attachment.get_content_type(), attachment.get_filename()) == (
        "application/pdf",
        "program.pdf",
    )
