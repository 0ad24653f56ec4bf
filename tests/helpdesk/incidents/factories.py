"""Incidents for tests."""

from io import BytesIO

from django.test import Client

from helpdesk.incidents.reporting import report, report_as_member
from helpdesk.models import LegalClock, Queue, Ticket
from tests.cast import Cast
from tests.helpdesk.factories import make_desk

BODY = "Pliki na serwerze mają nowe rozszerzenie.\nNa pulpicie jest żądanie zapłaty."


def make_report(**fields) -> tuple[Ticket, str]:
    """A report without an account, and the secret of its link."""
    if not Queue.objects.exists():
        Queue.objects.create(slug="incydenty", name_pl="Incydenty")
    defaults = {"body": BODY, "facts": {"sort": "ransomware"}, "reporter": {}}
    return report(**defaults | fields)


def make_incident(cast: Cast, **fields) -> Ticket:
    """The requester's incident in the queue of the cast's agent."""
    if not Queue.objects.filter(members__user=cast.agent).exists():
        make_desk(cast)
    defaults = {"body": BODY, "facts": {"sort": "ransomware"}, "by": cast.requester}
    return report_as_member(**{"organisation": cast.office} | defaults | fields)


def clock(code: str) -> LegalClock:
    return LegalClock.objects.get(code=code)


def send(client: Client, sort: str = "ransomware", language: str = "pl", **fields):
    """Send both steps as a browser does."""
    address = f"/{language}/helpdesk/incident/report/{sort}/"
    data = {"step": "who", "body": BODY, "tlp": "amber", "detected_at": "", **fields}
    return client.post(address, data)


def upload(name: str, content: bytes) -> BytesIO:
    """A file as a browser sends it."""
    file = BytesIO(content)
    file.name = name
    return file
