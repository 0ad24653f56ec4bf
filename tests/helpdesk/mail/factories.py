"""Mails as they come in."""

from collections.abc import Sequence
from email.message import EmailMessage
from itertools import count

from django.utils import timezone

from foundation.accounts.models import MailDomain, Organisation, User
from helpdesk.mail.receiving import finish, store_mail
from helpdesk.models import RawMail

_numbers = count(1)
TRUSTED = "mx.punkt-wsparcia.test"


def make_bytes(
    sender: str = "Jan Kowalski <jan@urzad.test>",
    *,
    body: str = "Dzień dobry,\nproszę o pomoc.\n",
    subject: str = "Pytanie",
    to: str = "pomoc@punkt-wsparcia.test",
    files: Sequence[tuple[str, bytes]] = (),
    **headers: str,
) -> bytes:
    """The bytes of a mail; `headers` by name with underscores for hyphens."""
    message = EmailMessage()
    if sender:
        message["From"] = sender
    message["To"], message["Subject"] = to, subject
    message["Message-ID"] = headers.pop("Message_ID", f"<{next(_numbers)}@urzad.test>")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(body)
    for name, content in files:
        message.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name
        )
    return message.as_bytes()


def receive(content: bytes) -> RawMail:
    """Store and understand a mail as `receive_mail` does."""
    raw, is_new = store_mail(content, source="test", at=timezone.now())
    return finish(raw, is_new=is_new, at=timezone.now())


def proof(user: User) -> dict[str, str]:
    """The header by which our own server says that the domain of `user` is who it says it is."""
    domain = user.email.partition("@")[2]
    return {"Authentication_Results": f"{TRUSTED}; dmarc=pass header.from={domain}"}


def make_domain(organisation: Organisation, domain: str = "urzad.test") -> MailDomain:
    """A verified mail domain; the cast's people all have addresses in `urzad.test`."""
    return MailDomain.objects.create(
        organisation=organisation, domain=domain, verified_at=timezone.now()
    )
