"""Mails as they come in."""

from collections.abc import Sequence
from email.message import EmailMessage
from itertools import count

from django.utils import timezone

from foundation.accounts.models import MailDomain, Organisation, User
from helpdesk.mail.imap.collecting import collect
from helpdesk.mail.receiving import finish, store_mail
from helpdesk.models import Mailbox, RawMail
from tests.helpdesk.factories import make_queue
from tests.helpdesk.mail.dovecot import PASSWORD, Server

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


def make_mailbox(server: Server, **fields) -> Mailbox:
    """A mailbox on the test's own server, without encryption unless told otherwise."""
    defaults = {
        "address": "pomoc@punkt-wsparcia.test",
        "host": "127.0.0.1",
        "port": server.port,
        "security": Mailbox.Security.NONE,
        "user_name": server.user,
        "secret": PASSWORD,
    }
    if "queue" not in fields:
        fields["queue"] = make_queue()
    return Mailbox.objects.create(**defaults | fields)


def look(mailbox: Mailbox) -> int:
    """Look into a mailbox now; return how many mails came."""
    now = timezone.now()
    Mailbox.objects.filter(pk=mailbox.pk).update(next_try_at=now)
    [claimed] = Mailbox.objects.filter(pk=mailbox.pk).claim(at=now, limit=1)
    came = collect(claimed, at=now).stored
    mailbox.refresh_from_db()
    return came
