"""Outlook's packets, invitations, forwarded, signed and encrypted mail: kept, and said what it is."""

import struct
from pathlib import Path

import pytest

from helpdesk.mail.calendars import words_of
from helpdesk.mail.parsing import ParsedMail, parse
from helpdesk.mail.tnef import unpack
from helpdesk.models import RawMail
from tests.cast import Cast
from tests.helpdesk.factories import make_desk
from tests.helpdesk.mail.factories import make_domain, proof, receive

# Lists of the corpus that name only the packet's own text.
NAMES_LEFT_OUT = {"long-filename", "missing-filenames"}
# Kept by the corpus with what the object around it adds.
OTHER_BYTES = {"Untitled_Attachment"}


def lines(content: bytes) -> bytes:
    """The corpus keeps texts with other line ends than the packets have."""
    return content.replace(b"\r\n", b"\n")


def mixed(*parts: tuple[str, str], kind: str = "mixed") -> bytes:
    text = f"From: a@b.test\nContent-Type: multipart/{kind}; boundary=B\n\n"
    text += "".join(f"--B\nContent-Type: {header}\n\n{body}\n" for header, body in parts)
    return (text + "--B--\n").encode()


@pytest.mark.fault("F8")
def test_packets_of_outlook_are_opened(real_inputs: Path) -> None:
    """Seen failing with `_padded` adding nothing: no file of such packets was found."""
    folder = real_inputs / "mail/mimekit/UnitTests/TestData/tnef"
    packets = sorted(folder.glob("*.tnef"))

    for path in packets:
        listed = path.with_suffix(".list").read_text().split("\n")
        expected = sorted(n for n in listed if n and not n.startswith("body."))
        found = unpack(path.read_bytes()).files
        if path.stem not in NAMES_LEFT_OUT and path.stem != "christmas":
            assert sorted(file.name for file in found) == expected, path
        for file in found:
            kept = path.with_suffix("") / file.name
            if kept.is_file() and file.name not in OTHER_BYTES:
                assert lines(file.content) == lines(kept.read_bytes()), kept
    assert len(packets) == 19


@pytest.mark.fault("F8")
@pytest.mark.fault("D1")
def test_damaged_packet_gives_what_can_be_read(real_inputs: Path) -> None:
    """Seen failing without `struct.error` caught."""
    whole = (real_inputs / "mail/mimekit/UnitTests/TestData/tnef/two-files.tnef").read_bytes()

    for length in range(0, len(whole), 7):
        assert len(unpack(whole[:length]).files) <= 2
    assert unpack(b"to nie jest pakiet").files == []
    endless = struct.pack("<IH", 0x223E9F78, 0) + struct.pack("<BHHI", 1, 0x9003, 6, 0) * 5_000
    assert unpack(endless).files == []


@pytest.mark.fault("F8")
def test_packet_in_a_mail_gives_its_files_and_words(real_inputs: Path) -> None:
    """Seen failing with the packet kept as `winmail.dat` alone."""
    folder = real_inputs / "mail/mimekit/UnitTests/TestData/tnef"
    packet = (folder / "unicode-mapi-attr-name.tnef").read_bytes()
    content = b"From: a@b.test\nContent-Type: application/ms-tnef\n\n" + packet

    read = parse(content.replace(b"\r", b"\n") if b"\r" not in packet else content)

    names = [file.name for file in read.files]
    assert names == ["spaconsole2.cfg", "image001.png", "image002.png", "image003.png"]
    assert read.text != ""


@pytest.mark.fault("F8")
def test_invitation_without_words_says_what_it_is() -> None:
    """Seen failing with words taken from text/plain and text/html only."""
    calendar = (
        "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nSUMMARY:Narada\\, sala 5\n"
        "DTSTART;TZID=Europe/Warsaw:20261112T100000\nLOCATION:Ratu\n sz\nEND:VEVENT\nEND:VCALENDAR"
    )
    read = parse(mixed(("text/calendar; method=REQUEST", calendar)))

    assert read.text == "Narada, sala 5\n20261112T100000\nRatusz"
    assert [file.name for file in read.files] == ["zaproszenie.ics"]
    assert words_of("BEGIN:VCALENDAR\nSUMMARY:poza wydarzeniem") == ""


@pytest.mark.fault("F8")
def test_forwarded_mail_is_a_file_named_after_its_subject() -> None:
    """Seen failing with the words of the mail inside taken for the sender's own."""
    inner = "Subject: =?utf-8?q?Awaria_kas?=\nFrom: c@d.test\n\nTo napisał ktoś inny."
    read = parse(mixed(("text/plain", "W załączeniu."), ("message/rfc822", inner)))

    assert (read.text, [file.name for file in read.files]) == ("W załączeniu.", ["Awaria kas.eml"])
    assert b"napisa" in read.files[0].content


@pytest.mark.fault("F8")
@pytest.mark.parametrize(
    ("content", "protection", "files"),
    [
        (
            mixed(("text/plain", "Słowa."), ("application/pkcs7-signature", "x"), kind="signed"),
            "S/MIME signed",
            ["smime.p7s"],
        ),
        (
            mixed(("text/plain", "Słowa."), ("application/pgp-signature", "x"), kind="signed"),
            "PGP signed",
            ["podpis.asc"],
        ),
        (
            mixed(("application/pgp-encrypted", "Version: 1"), ("application/octet-stream", "x")),
            "PGP encrypted",
            ["pgp.txt", "zalacznik.bin"],
        ),
        (
            b"From: a@b.test\nContent-Type: application/x-pkcs7-mime; smime-type=enveloped-data\n\nx",
            "S/MIME encrypted",
            ["smime.p7m"],
        ),
        (
            b"From: a@b.test\nContent-Type: application/pkcs7-mime; smime-type=signed-data\n\nx",
            "S/MIME signed",
            ["smime.p7m"],
        ),
        (b"From: a@b.test\n\n-----BEGIN PGP MESSAGE-----\nx", "PGP encrypted", []),
    ],
)
def test_protected_mail_is_kept_and_said(content: bytes, protection: str, files: list[str]) -> None:
    """Seen failing with `_of_part` returning nothing."""
    read: ParsedMail = parse(content)

    assert (list(read.protections), [file.name for file in read.files]) == ([protection], files)


@pytest.mark.django_db
def test_encrypted_mail_becomes_a_ticket_that_says_so(cast: Cast) -> None:
    make_desk(cast)
    make_domain(cast.office)
    results = proof(cast.requester)["Authentication_Results"]
    content = (
        f"From: {cast.requester.email}\nMessage-ID: <1@urzad.test>\nSubject: Poufne\n"
        f"Authentication-Results: {results}\n"
        "Content-Type: multipart/encrypted; protocol=application/pgp-encrypted; boundary=B\n\n"
        "--B\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n"
        "--B\nContent-Type: application/octet-stream; name=tresc.asc\n\n"
        "-----BEGIN PGP MESSAGE-----\nx\n--B--\n"
    )

    raw = receive(content.encode())

    assert raw.outcome == RawMail.Outcome.TICKET
    message = raw.ticket_message
    assert message.body.startswith("(wiadomość zaszyfrowana, której Punkt Wsparcia nie odczyta)")
    assert [a.file.name for a in message.attachments.all()] == ["pgp.txt", "tresc.asc"]
