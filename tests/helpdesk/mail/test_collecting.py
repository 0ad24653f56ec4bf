"""Mail from a real IMAP server: nothing lost, nothing doubled, whatever dies or moves."""

import time
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from foundation.crypto import decrypt
from helpdesk.mail import limits
from helpdesk.mail.imap import folder
from helpdesk.mail.imap.refusals import Refused
from helpdesk.models import RawMail, Ticket
from helpdesk.sweeps import collect_mail
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_queue
from tests.helpdesk.mail.dovecot import PASSWORD, Server
from tests.helpdesk.mail.factories import look, make_bytes, make_domain, make_mailbox, proof


@pytest.mark.django_db
def test_mail_becomes_a_ticket_in_the_mailbox_queue(server: Server, cast: Cast) -> None:
    make_desk(cast)
    make_domain(cast.office)
    mailbox = make_mailbox(server, queue=make_queue(slug="inna"))
    server.deliver(make_bytes(cast.requester.email, **proof(cast.requester)))

    came = look(mailbox), look(mailbox)

    assert came == (1, 0)
    assert (Ticket.objects.get().queue, RawMail.objects.get().mailbox) == (mailbox.queue, mailbox)
    assert (mailbox.reason, mailbox.last_uid, server.count()) == ("", 1, 1)
    with server.look() as imap:
        assert imap.uids("SEEN") == ["1"]


@pytest.mark.django_db
def test_collected_mail_is_moved_where_a_folder_is_named(server: Server) -> None:
    mailbox = make_mailbox(server, done_folder="Odebrane przez Punkt")
    server.deliver(*(make_bytes("obcy@obcy.test") for _number in range(3)))

    look(mailbox)

    assert (server.count(), server.count("Odebrane przez Punkt")) == (0, 3)
    assert RawMail.objects.count() == 3


@pytest.mark.django_db
def test_worker_looks_into_due_mailboxes_only(server: Server) -> None:
    make_mailbox(server)
    off = make_mailbox(server, address="inna@punkt-wsparcia.test", is_active=False)
    server.deliver(make_bytes("obcy@obcy.test"))
    now = timezone.now()

    came = collect_mail(at=now), collect_mail(at=now)
    server.deliver(make_bytes("obcy@obcy.test"))
    later = collect_mail(at=now + timedelta(minutes=2))

    off.refresh_from_db()
    assert (came, later, off.last_seen_at) == ((1, 0), 1, None)


@pytest.mark.django_db
@pytest.mark.fault("F1")
def test_folder_made_anew_is_read_from_its_beginning(server: Server) -> None:
    """Seen failing with `_recognise` doing nothing: no number of the folder was kept.

    A mail that was there before keeps its identity and comes once.
    """
    mailbox = make_mailbox(server, folder="Poczta")
    old = make_bytes("obcy@obcy.test")
    server.deliver(old, make_bytes("obcy@obcy.test"), folder="Poczta")
    look(mailbox)
    before = mailbox.uid_validity

    with server.look() as imap:
        imap.folder.delete("Poczta")
    time.sleep(1.1)  # the new number is made of the seconds
    server.deliver(old, make_bytes("obcy@obcy.test"), folder="Poczta")
    came = look(mailbox)

    assert mailbox.uid_validity != before
    assert (came, RawMail.objects.count(), mailbox.last_uid) == (2, 3, 2)


@pytest.mark.django_db
@pytest.mark.fault("D7")
def test_mail_that_the_server_withholds_stops_nobody(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen failing with Refused let through in `_take`: nothing behind the mail was collected."""
    mailbox = make_mailbox(server, done_folder="Odebrane")
    server.deliver(*(make_bytes("obcy@obcy.test") for _number in range(3)))
    real = folder.content_of

    def withholds_the_second(imap, uid):
        if uid == 2:
            raise Refused("NO")
        return real(imap, uid)

    monkeypatch.setattr(folder, "content_of", withholds_the_second)
    first = look(mailbox), mailbox.withheld, bool(mailbox.reason), server.count()
    monkeypatch.undo()
    second = look(mailbox), mailbox.withheld, mailbox.reason, server.count()

    assert first == (2, {"2": 1}, True, 3)
    assert second == (1, {}, "", 0)


@pytest.mark.django_db
@pytest.mark.fault("D7")
def test_mail_that_is_too_large_waits_for_a_person_and_stays(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen failing with the size not asked for: it was taken whole, like any other mail."""
    monkeypatch.setattr(folder, "LARGEST_MAIL", 10_000)
    mailbox = make_mailbox(server)
    server.deliver(make_bytes("obcy@obcy.test", body="x\n" * 10_000), make_bytes("obcy@obcy.test"))

    look(mailbox)

    large, other = RawMail.objects.order_by("pk")
    assert (large.state, large.why, other.why) == ("parked", "over-limit", "unknown")
    assert (large.sender_email, large.subject) == ("obcy@obcy.test", "Pytanie")
    assert str(limits.TOO_LARGE) in large.reason
    assert server.count() == 2


@pytest.mark.django_db
def test_failure_is_written_down_and_tried_again_ever_later(server: Server) -> None:
    mailbox, pauses = make_mailbox(server, port=9), []

    for _attempt in range(6):
        now = timezone.now()
        look(mailbox)
        pauses.append(round((mailbox.next_try_at - now) / timedelta(minutes=1)))

    assert (pauses, "refused" in mailbox.reason) == ([1, 2, 4, 8, 15, 15], True)
    assert (mailbox.leased_until, mailbox.last_seen_at) == (None, None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "reason"),
    [({"secret": "inne"}, "AUTHENTICATIONFAILED"), ({"folder": "Nie ma"}, "Nie ma")],
)
def test_what_the_server_refuses_is_said(
    server: Server, fields: dict[str, str], reason: str
) -> None:
    mailbox = make_mailbox(server, **fields)

    look(mailbox)

    assert reason in mailbox.reason


@pytest.mark.django_db
@pytest.mark.fault("E4")
def test_secrets_are_encrypted_in_the_database(server: Server) -> None:
    """Seen failing with a TextField in place of the encrypted one."""
    make_mailbox(server, refresh_token="odswiez")

    with connection.cursor() as cursor:
        cursor.execute("SELECT secret, refresh_token FROM helpdesk_mailbox")
        [stored] = cursor.fetchall()

    assert PASSWORD not in stored[0]
    assert [decrypt(secret) for secret in stored] == [PASSWORD, "odswiez"]
