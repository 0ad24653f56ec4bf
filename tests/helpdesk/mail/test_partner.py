"""Partners that answer everything we send, over real SMTP: every loop ends by itself, and visibly."""

from collections.abc import Iterator
from email.message import Message

import pytest
from django.test import Client
from django.utils import timezone

from foundation.mailing import caps
from foundation.mailing.actions import queue_mail
from foundation.mailing.models import OutgoingMail
from foundation.mailing.sweeps import deliver_mail
from helpdesk.actions import open_ticket, reply
from helpdesk.mail.filters import flood
from helpdesk.models import RawMail, Ticket
from tests.cast import Cast
from tests.helpdesk.factories import make_desk
from tests.helpdesk.mail.factories import make_bytes, make_domain, proof, receive
from tests.mailing.smtp import Mailbox, smtp_server

pytestmark = pytest.mark.django_db
MOST_ROUNDS = 200


@pytest.fixture
def mailbox(settings) -> Iterator[Mailbox]:
    with smtp_server() as (mailbox, port):
        settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield mailbox


def answer(sent: Message, *, to_token: bool, by: str, results: str) -> bytes:
    """What a simple machine writes back: no word of loops, a Message-ID of its own."""
    to = sent["Reply-To"] if to_token else sent["From"]
    headers = {
        "Authentication-Results": results,
        "From": by,
        "To": to,
        "Subject": f"Re: {sent['Subject']}",
        "Message-ID": f"<odp-{sent['Message-ID'][1:12]}@urzad.test>",
    }
    lines = [f"{name}: {' '.join(value.split())}" for name, value in headers.items()]
    return "\n".join([*lines, "", "Dziękujemy. Zajmiemy się tym."]).encode()


def rounds(mailbox: Mailbox, cast: Cast, *, to_token: bool) -> int:
    """Send, answer, receive, until nothing moves; return how often that was."""
    results = proof(cast.requester)["Authentication_Results"]
    for number in range(MOST_ROUNDS):
        deliver_mail(at=timezone.now())
        arrived, mailbox.messages[:] = list(mailbox.messages), []
        if not arrived:
            return number
        for sent in arrived:
            by = cast.requester.email
            receive(answer(sent, to_token=to_token, by=by, results=results))
    return MOST_ROUNDS


@pytest.fixture
def office(cast: Cast) -> Cast:
    make_desk(cast)
    make_domain(cast.office)
    return cast


@pytest.mark.fault("F3")
def test_answers_to_the_reply_address_cause_nothing_more(office: Cast, mailbox: Mailbox) -> None:
    """Seen failing with a notice to the requester for each of their own messages."""
    ticket = open_ticket(
        by=office.requester, organisation=office.office, subject="Temat", body="Treść"
    )
    reply(ticket, by=office.agent, body="Odpowiedź")

    assert rounds(mailbox, office, to_token=True) == 1
    assert (Ticket.objects.count(), OutgoingMail.objects.count()) == (1, 2)


@pytest.mark.fault("A8")
@pytest.mark.fault("F3")
def test_machine_that_opens_ticket_after_ticket_is_stopped(
    office: Cast, mailbox: Mailbox, client: Client
) -> None:
    """Seen failing without `flood.judge` in the chain: only the caps stopped it, or nothing did."""
    receive(make_bytes(office.requester.email, **proof(office.requester)))

    went = rounds(mailbox, office, to_token=False)

    client.force_login(office.agent)
    page = client.get("/pl/helpdesk/mail/").content.decode()
    assert (went, Ticket.objects.count()) == (flood.PER_HOUR, flood.PER_HOUR)
    assert RawMail.objects.filter(why="too-many").count() == 1
    assert "Za dużo wiadomości z tego adresu w ciągu godziny." in page
    assert not OutgoingMail.objects.filter(state="due").exists()


@pytest.mark.fault("A8")
def test_caps_stop_it_too_and_say_so(
    office: Cast, mailbox: Mailbox, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen failing with `stopped_because` saying nothing: it went on after forty rounds."""
    monkeypatch.setattr(flood, "PER_HOUR", 10_000)
    receive(make_bytes(office.requester.email, **proof(office.requester)))

    went = rounds(mailbox, office, to_token=False)

    client.force_login(office.supervisor)
    page = client.get("/pl/mailing/unsent/").content.decode()
    assert went == caps.PER_RECIPIENT
    assert OutgoingMail.objects.filter(state="parked").count() == 1
    assert "za dużo wiadomości na ten adres w ciągu godziny" in page


@pytest.mark.fault("C10")
@pytest.mark.parametrize(
    "words",
    ["{{ ticket.requester.password }}", "{% debug %}", "{ticket.__init__.__globals__}", "%(x)s"],
)
def test_words_of_people_are_never_read_as_placeholders(office: Cast, words: str) -> None:
    """Seen failing with the text of a mail rendered once more as a template.

    Mails are made of fixed templates; what people write goes in as a value.
    """
    ticket = open_ticket(by=office.requester, organisation=office.office, subject=words, body=words)
    reply(ticket, by=office.agent, body=words)

    mail = OutgoingMail.objects.filter(kind="helpdesk.reply").get()
    assert words in mail.subject
    assert words in mail.body_text
    assert "pbkdf2" not in mail.body_text + mail.body_html


@pytest.mark.fault("E3")
def test_subject_of_a_stranger_adds_no_header(office: Cast, mailbox: Mailbox) -> None:
    """Seen failing with `single_line` left out of `render`: the mail could not be built."""
    subject = "Temat\r\nBcc: ofiara@obcy.test"
    queue_mail(
        kind="helpdesk.opened",
        subject_key="ticket:x",
        to=office.requester,
        template="helpdesk/email/opened",
        context={"ticket": Ticket(subject=subject, reference="PW-1"), "standing": None},
    )

    deliver_mail(at=timezone.now())

    [sent] = mailbox.messages
    assert (sent["Bcc"], sent["To"]) == (None, office.requester.email)
