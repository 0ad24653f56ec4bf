"""Mails that are too much to be read, or bring more than a message takes: a person learns whose they are."""

import pytest
from django.utils import timezone

from helpdesk.mail.limits import LARGEST_HEADER, LARGEST_MAIL
from helpdesk.mail.receiving import store_oversize
from helpdesk.models import Mailbox, RawMail
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_queue
from tests.helpdesk.mail.factories import make_bytes, make_domain, proof, receive

pytestmark = pytest.mark.django_db

NESTED = b"".join(
    b"Content-Type: multipart/mixed; boundary=g%d\n\n--g%d\n" % (number, number)
    for number in range(100)
)
HEAD = "From: Jan Kowalski <jan@urzad.test>\nSubject: Zażółć\nMessage-ID: <1@urzad.test>\n"


@pytest.mark.fault("D1")
@pytest.mark.parametrize(
    "rest",
    [NESTED, b"X-Long: " + b"x" * 300_000 + b"\n\nx", b"\n" + b"http://a.test " * 6_000],
    ids=["deep", "header", "links"],
)
def test_mail_over_a_limit_says_whose_it_is(cast: Cast, rest: bytes) -> None:
    """Seen failing with nothing read of such a mail: a row without subject and sender."""
    raw = receive(HEAD.encode("iso-8859-2") + rest)

    assert (raw.state, raw.why, raw.ticket_message) == ("parked", "over-limit", None)
    assert (raw.subject, raw.repairs) == ("Zażółć", ["none→cp1250"])
    assert (raw.sender_name, raw.sender_email) == ("Jan Kowalski", "jan@urzad.test")
    assert (raw.sender_grade, raw.message_id) == ("unverified", "<1@urzad.test>")


def test_header_that_breaks_us_too_still_waits_for_a_person(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Seen failing with the error of the second reading let through: the mail stayed due for ever."""

    def breaks(content: bytes) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("helpdesk.mail.receiving.parse", breaks)
    monkeypatch.setattr("helpdesk.mail.receiving.parse_header", breaks)

    raw = receive(make_bytes())

    assert (raw.state, raw.why, raw.reason) == ("parked", "unreadable", "ZeroDivisionError")


def test_files_beyond_what_a_message_takes_are_named(cast: Cast) -> None:
    """Seen failing with fifty files read at most: nobody learned that there were more."""
    make_desk(cast)
    make_domain(cast.office)
    files = [(f"plik-{number}.txt", b"x") for number in range(75)]

    raw = receive(make_bytes(cast.requester.email, files=files, **proof(cast.requester)))

    lines = raw.ticket_message.body.splitlines()
    assert (raw.attachment_count, raw.ticket_message.attachments.count()) == (75, 20)
    assert [line for line in lines if line.startswith("- ")] == [
        f"- plik-{number}.txt" for number in range(20, 70)
    ]
    assert lines[-1] == "I jeszcze 5 innych."
    assert RawMail.objects.get() == raw


def test_endless_header_of_a_mail_that_stays_is_cut() -> None:
    """Seen failing with the header kept whole: larger than we take, it was noted and nobody saw it."""
    mailbox = Mailbox.objects.create(address="pomoc@punkt-wsparcia.test", queue=make_queue())
    header = b"From: obcy@obcy.test\nSubject: x\nX-Long: " + b"x" * LARGEST_MAIL

    raw, is_new = store_oversize(header, source="7", at=timezone.now(), mailbox=mailbox)

    assert (is_new, raw.state, raw.sender_email) == (True, "parked", "obcy@obcy.test")
    assert raw.size == LARGEST_HEADER
