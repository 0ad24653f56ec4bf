"""A mailbox, switched off, and mails that wait at the desk: read and judged like any other."""

from datetime import timedelta
from email.message import EmailMessage

from django.utils import timezone

from config.demo_content.texts import read_texts
from helpdesk.mail.receiving import finish, store_mail
from helpdesk.models import Mailbox, Queue

LAYOUT = """<html><body><h2 style="color: #0b5d4b">{subject}</h2><p>{body}</p>
<table border="1" cellpadding="6"><tr><th>Godzina</th><th>Temat</th></tr>
<tr><td>10:00</td><td>Otwarcie</td></tr><tr><td>10:30</td><td>Doręczenia elektroniczne</td></tr></table>
<img src="https://sledzenie.example/otwarto.png" alt=""></body></html>"""


def write_mails(queue: Queue) -> None:
    """Receive the demo's mails; those that are known by their Message-ID stay as they are."""
    Mailbox.objects.get_or_create(
        address="pomoc@punkt-wsparcia.test",
        defaults={
            "host": "imap.punkt-wsparcia.test",
            "user_name": "pomoc@punkt-wsparcia.test",
            "secret": "haslo-z-pokazu",
            "queue": queue,
            "is_active": False,
        },
    )
    for number, entry in enumerate(read_texts("mails")["mails"]):
        at = timezone.now() - timedelta(hours=entry["hours_ago"])
        raw, is_new = store_mail(_content(number, entry), source="pokaz", at=at)
        if is_new:
            finish(raw, is_new=True, at=at)


def _content(number: int, entry: dict[str, str]) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = entry["sender"], "pomoc@punkt-wsparcia.test"
    mail["Subject"], mail["Message-ID"] = entry["subject"], f"<pokaz-{number}@demo.test>"
    for name, value in entry.get("headers", {}).items():
        mail[name] = value
    mail.set_content(entry["body"])
    if entry.get("has_layout"):
        first = entry["body"].partition("\n\n")[0]
        mail.add_alternative(LAYOUT.format(subject=entry["subject"], body=first), subtype="html")
        mail.set_boundary(f"pokaz-{number}")
    return mail.as_bytes()
