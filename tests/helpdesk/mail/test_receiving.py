"""Stored first, then understood: the command, duplicates, kills, a full disk, the whole corpus."""

import errno
import io
import json
import signal
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.utils import timezone

from foundation.due import LEASE
from foundation.files.models import StoredFile
from foundation.mailing.models import OutgoingMail
from helpdesk.mail.receiving import store_mail
from helpdesk.models import Message, RawMail, Ticket
from helpdesk.sweeps import understand_mail
from tests import another_process
from tests.cast import Cast, make_cast
from tests.helpdesk.factories import make_desk
from tests.helpdesk.mail.factories import make_bytes, make_domain, proof, receive

REPORTED = {
    "source", "outcome", "reason", "ticket", "sender_grade", "subject", "charset_repairs",
    "attachment_count",
}  # fmt: skip


def run(*files: Path, report: Path) -> list[dict]:
    call_command("receive_mail", *map(str, files), report=str(report), stdout=io.StringIO())
    return [json.loads(line) for line in report.read_text().splitlines()]


@pytest.mark.django_db
def test_command_reports_each_mail(cast: Cast, tmp_path: Path) -> None:
    make_desk(cast)
    make_domain(cast.office)
    good, unknown, empty = (tmp_path / name for name in ("good.eml", "unknown.eml", "empty.eml"))
    good.write_bytes(make_bytes(cast.requester.email, **proof(cast.requester)))
    unknown.write_bytes(make_bytes("obcy@obcy.test", body="Zażółć"))
    empty.write_bytes(b"")

    items = run(good, unknown, empty, tmp_path / "none.eml", report=tmp_path / "report")
    again = run(good, unknown, report=tmp_path / "report")

    assert [item["outcome"] for item in items] == ["ticket", "parked", "refused", "refused"]
    assert [item["outcome"] for item in again] == ["duplicate", "duplicate"]
    assert items[0]["ticket"] == again[0]["ticket"] == Ticket.objects.get().reference
    assert all(item.keys() == REPORTED for item in items)


@pytest.mark.django_db
def test_folder_stands_for_its_files(tmp_path: Path) -> None:
    (tmp_path / "in" / "deeper").mkdir(parents=True)
    for name in ("in/a.eml", "in/deeper/b.eml"):
        (tmp_path / name).write_bytes(make_bytes("obcy@obcy.test"))

    items = run(tmp_path / "in", report=tmp_path / "report")

    assert [Path(item["source"]).name for item in items] == ["a.eml", "b.eml"]


@pytest.mark.django_db
@pytest.mark.fault("D7")
def test_mail_that_breaks_us_is_parked_and_the_next_goes_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Seen failing without the broad `except` in `understand`."""
    real = sys.modules["helpdesk.mail.receiving"].parse
    bad = make_bytes("obcy@obcy.test", subject="zła")

    def breaks(content: bytes):
        if content == bad:
            raise ZeroDivisionError
        return real(content)

    monkeypatch.setattr("helpdesk.mail.receiving.parse", breaks)
    (tmp_path / "a.eml").write_bytes(bad)
    (tmp_path / "b.eml").write_bytes(make_bytes("obcy@obcy.test"))

    items = run(tmp_path / "a.eml", tmp_path / "b.eml", report=tmp_path / "report")

    assert [(item["outcome"], RawMail.objects.count()) for item in items] == [("parked", 2)] * 2
    assert items[0]["reason"].endswith("ZeroDivisionError")


@pytest.mark.django_db
@pytest.mark.fault("F10")
def test_full_disk_makes_no_half_ticket_and_the_mail_stays(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen failing with NO_ROOM taken like every other refusal of a file."""
    make_desk(cast)
    make_domain(cast.office)
    files = [("a.txt", b"raz"), ("b.txt", b"dwa")]
    content = make_bytes(cast.requester.email, files=files, **proof(cast.requester))
    real, calls = FileSystemStorage._save, []

    def full_at_the_second(self, name, content):
        calls.append(name)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(self, name, content)

    monkeypatch.setattr(FileSystemStorage, "_save", full_at_the_second)
    raw = receive(content)
    half = Ticket.objects.count(), StoredFile.objects.count(), OutgoingMail.objects.count()
    understand_mail(at=raw.next_try_at)

    raw.refresh_from_db()
    assert half == (0, 0, 0)
    assert (raw.outcome, raw.ticket_message.attachments.count()) == ("ticket", 2)


@pytest.mark.django_db
@pytest.mark.fault("F12")
def test_paths_arrive_as_written(cast: Cast) -> None:
    """Seen failing with the body passed through `unicode_escape`."""
    make_desk(cast)
    make_domain(cast.office)
    path = "C:\\Users\\nowak\\temp"

    raw = receive(make_bytes(cast.requester.email, body=path, **proof(cast.requester)))

    assert Message.objects.get().body == path == raw.ticket_message.body


@pytest.mark.django_db
def test_reader_that_dies_again_and_again_gives_up() -> None:
    raw, _is_new = store_mail(make_bytes(), source="test", at=timezone.now())
    RawMail.objects.update(attempts=5)

    understand_mail(at=timezone.now() + LEASE + timedelta(seconds=1))

    raw.refresh_from_db()
    assert (raw.state, raw.why) == ("parked", "unreadable")


@pytest.mark.django_db
@pytest.mark.fault("F10")
def test_disk_that_is_full_for_days_asks_no_person(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen failing with five attempts for everybody: after half an hour each mail was parked."""
    make_desk(cast)
    make_domain(cast.office)
    real = FileSystemStorage._save

    def full(self, name, content):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", full)
    files = [("a.txt", b"raz")]
    raw = receive(make_bytes(cast.requester.email, files=files, **proof(cast.requester)))
    for _attempt in range(12):
        understand_mail(at=raw.next_try_at)
        raw.refresh_from_db()
    waited = raw.state, raw.next_try_at - raw.received_at > timedelta(days=1)
    monkeypatch.setattr(FileSystemStorage, "_save", real)
    understand_mail(at=raw.next_try_at)

    raw.refresh_from_db()
    assert (waited, raw.outcome, raw.reason) == (("due", True), "ticket", "")


COMMAND = [sys.executable, "manage.py", "receive_mail"]
# Dies at the given point of the way from the bytes to the ticket.
KILLED_AT = """
import os, signal, sys, django
django.setup()
from django.core.management import call_command
import helpdesk.mail.effects as effects, helpdesk.mail.receiving as receiving
def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)
place = sys.argv[2]
if place == "before storing":
    receiving.identity_of = die
elif place == "after storing":
    receiving.parse = die
elif place == "before the effect":
    receiving.carry_out = die
elif place == "after the effect":
    receiving._close = die
call_command("receive_mail", sys.argv[1])
"""


@pytest.mark.slow
@pytest.mark.fault("F1")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "place", ["before storing", "after storing", "before the effect", "after the effect"]
)
def test_poller_killed_anywhere_loses_and_doubles_nothing(place: str, tmp_path: Path) -> None:
    """Seen failing with `_settle` outside a transaction: after the effect the ticket came twice."""
    cast = make_cast()
    make_desk(cast)
    make_domain(cast.office)
    mail = tmp_path / "a.eml"
    mail.write_bytes(make_bytes(cast.requester.email, **proof(cast.requester)))

    killed = another_process.run(KILLED_AT, str(mail), place)
    items = run(mail, report=tmp_path / "report")  # the mailbox still has it
    understand_mail(at=timezone.now() + LEASE + timedelta(seconds=1))
    understand_mail(at=timezone.now() + 3 * LEASE)

    assert killed.returncode == -signal.SIGKILL
    assert len(items) == 1
    assert (RawMail.objects.count(), Ticket.objects.count(), Message.objects.count()) == (1, 1, 1)
    assert RawMail.objects.get().outcome == "ticket"
    assert OutgoingMail.objects.count() == 1


@pytest.mark.slow
@pytest.mark.fault("F1")
@pytest.mark.django_db(transaction=True)
def test_two_pollers_at_once(tmp_path: Path) -> None:
    """Seen failing with `create` for `get_or_create`."""
    cast = make_cast()
    make_desk(cast)
    make_domain(cast.office)
    for number in range(10):
        content = make_bytes(cast.requester.email, **proof(cast.requester))
        (tmp_path / f"{number}.eml").write_bytes(content)
    environment = another_process.environment_of_test()

    pollers = [
        subprocess.Popen([*COMMAND, str(tmp_path)], env=environment, stdout=subprocess.PIPE)
        for _poller in range(2)
    ]
    codes = [(poller.communicate(timeout=120), poller.returncode)[1] for poller in pollers]
    understand_mail(at=timezone.now() + 2 * LEASE)

    assert codes == [0, 0]
    assert (RawMail.objects.count(), Ticket.objects.count()) == (10, 10)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.fault("D1")
@pytest.mark.fault("F8")
def test_whole_corpus_is_accounted_for(real_inputs: Path, tmp_path: Path) -> None:
    """Seen failing with raw 8-bit addresses kept as surrogates: the run ended at the 28th file."""
    folder = real_inputs / "mail"
    files = [path for path in folder.rglob("*") if path.is_file()]

    items = run(folder, report=tmp_path / "report")
    rows = RawMail.objects.count()
    again = run(folder, report=tmp_path / "again")

    outcomes = Counter(item["outcome"] for item in items)
    stored_twice = outcomes["duplicate"] + outcomes["refused"]
    assert len(items) == len(files)
    assert rows == len(files) - stored_twice
    assert {item["reason"] for item in items if item["outcome"] == "refused"} == {
        "Wiadomość jest pusta."
    }
    assert not RawMail.objects.filter(why__in=["unreadable", ""]).exists()
    assert not RawMail.objects.filter(state="due").exists()
    assert {item["outcome"] for item in again} == {"duplicate", "refused"}
    assert (RawMail.objects.count(), OutgoingMail.objects.count()) == (rows, 0)
    reports = [i for i in items if "/sisimai/maildir/bsd/" in i["source"]]
    recorded = [i for i in reports if i["outcome"] in ("bounce", "auto-reply", "duplicate")]
    assert len(recorded) >= 0.95 * len(reports)
