"""Signatures computed by ourselves: with an answering function, and end to end with a DNS server."""

import base64
import socket
import threading
from collections.abc import Iterator, Mapping

import dkim
import dns.message
import dns.rrset
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from helpdesk.mail.signatures import is_signed_by
from helpdesk.models import RawMail
from tests.cast import Cast
from tests.helpdesk.factories import make_desk
from tests.helpdesk.mail.factories import make_bytes, make_domain, receive

KEY = rsa.generate_private_key(65537, 2048)
PRIVATE = KEY.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
PUBLIC = base64.b64encode(
    KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
)
RECORD = b"v=DKIM1; k=rsa; p=" + PUBLIC


def sign(content: bytes, domain: str = "urzad.test", **options: object) -> bytes:
    content = content.replace(b"\n", b"\r\n")
    return dkim.sign(content, b"s", domain.encode(), PRIVATE, **options) + content


def ask_from(records: Mapping[str, bytes]):
    return lambda name: records.get(name.rstrip("."))


def keys(domain: str = "urzad.test", **more: bytes) -> dict[str, bytes]:
    return {f"s._domainkey.{domain}": RECORD, **more}


STRICT = {"_dmarc.urzad.test": b"v=DMARC1; p=reject; adkim=s"}
RELAXED = {"_dmarc.urzad.test": b"v=DMARC1; p=reject"}


@pytest.mark.fault("A2")
@pytest.mark.parametrize(
    ("signer", "records", "is_theirs"),
    [
        ("urzad.test", keys(), True),
        ("urzad.test", keys() | STRICT, True),
        ("mail.urzad.test", keys("mail.urzad.test") | RELAXED, True),
        ("mail.urzad.test", keys("mail.urzad.test") | STRICT, False),
        ("evil.test", keys("evil.test"), False),
        ("evil.test", keys("evil.test") | RELAXED, False),
        ("a.evil.test", keys("a.evil.test"), False),
        ("urzad.test", {}, False),
        ("urzad.test", keys() | {"_dmarc.urzad.test": b"v=DMARC1; ;=;"}, False),
    ],
)
def test_signature_stands_for_the_domain(
    signer: str, records: Mapping[str, bytes], is_theirs: bool
) -> None:
    """Seen failing with every valid signature counted as aligned."""
    content = sign(make_bytes("jan@urzad.test"), signer)

    assert is_signed_by(content, "urzad.test", ask_from(records)) == is_theirs


@pytest.mark.fault("A2")
def test_owner_of_a_suffix_signs_for_nobody_below() -> None:
    """Seen failing with every parent of a domain believed: `com.pl` signed for `urzad.com.pl`."""
    above = sign(make_bytes("jan@urzad.com.pl"), "com.pl")
    parent = sign(make_bytes("jan@bip.urzad.com.pl"), "urzad.com.pl")

    assert not is_signed_by(above, "urzad.com.pl", ask_from(keys("com.pl")))
    assert is_signed_by(parent, "bip.urzad.com.pl", ask_from(keys("urzad.com.pl")))


@pytest.mark.fault("A2")
def test_changed_mail_is_signed_by_nobody() -> None:
    """Seen failing with the result of `verify` not looked at."""
    content, ask = sign(make_bytes("jan@urzad.test")), ask_from(keys())

    assert is_signed_by(content, "urzad.test", ask)
    assert not is_signed_by(content.replace(b"pomoc.", b"haslo."), "urzad.test", ask)
    assert not is_signed_by(content.replace(b"Pytanie", b"Inne"), "urzad.test", ask)


@pytest.mark.fault("A2")
def test_signature_of_a_part_of_the_body_counts_for_nothing() -> None:
    """Seen failing without the question for `l`: words could be added below the signed ones."""
    content = sign(make_bytes("jan@urzad.test"), length=True) + b"dopisane\r\n"

    assert dkim.verify(content, dnsfunc=lambda name, timeout=5: RECORD)
    assert not is_signed_by(content, "urzad.test", ask_from(keys()))


@pytest.mark.fault("D1")
def test_many_broken_signatures_are_given_up() -> None:
    """Seen failing with a question to DNS for each of a hundred signatures."""
    asked = []
    content = sign(make_bytes("jan@urzad.test"), "evil.test")
    header = content[: content.index(b"From:")]

    is_signed_by(header * 100 + content, "urzad.test", lambda name: asked.append(name))

    assert len([name for name in asked if "_domainkey" in name]) == 5


@pytest.fixture
def dns_server() -> Iterator[str]:
    """A real DNS server over UDP that knows the key of `urzad.test`."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            query, client = sock.recvfrom(4096)
            if query == b"stop":
                return
            question = dns.message.from_wire(query)
            answer = dns.message.make_response(question)
            name = question.question[0].name
            if str(name) == "s._domainkey.urzad.test.":
                text = RECORD.decode()
                pieces = " ".join(f'"{text[n : n + 200]}"' for n in range(0, len(text), 200))
                answer.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", pieces))
            sock.sendto(answer.to_wire(), client)

    thread = threading.Thread(target=serve)
    thread.start()
    host, port = sock.getsockname()
    yield f"{host}:{port}"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stopper:
        stopper.sendto(b"stop", (host, port))
    thread.join()
    sock.close()


@pytest.mark.django_db
def test_signed_mail_opens_a_ticket_without_a_trusted_server(
    cast: Cast, settings, dns_server: str
) -> None:
    settings.TRUSTED_AUTHSERV_ID, settings.MAIL_DNS_SERVERS = "", [dns_server]
    make_desk(cast)
    make_domain(cast.office)

    signed = receive(sign(make_bytes(cast.requester.email)))
    forged = receive(make_bytes(cast.requester.email))

    assert [(raw.outcome, raw.sender_grade) for raw in (signed, forged)] == [
        (RawMail.Outcome.TICKET, "domain"),
        (RawMail.Outcome.PARKED, "unverified"),
    ]


@pytest.mark.django_db
def test_silent_dns_only_means_unproven(cast: Cast, settings) -> None:
    settings.TRUSTED_AUTHSERV_ID, settings.MAIL_DNS_SERVERS = "", ["127.0.0.1:9"]
    make_domain(cast.office)

    assert receive(sign(make_bytes(cast.requester.email))).why == "unproven"
