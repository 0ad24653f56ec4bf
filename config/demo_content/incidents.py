"""An incident whose legal clocks run, and a report of somebody without an account."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from foundation.accounts.models import User
from helpdesk.actions import reply
from helpdesk.incidents.declaring import declare, record_done
from helpdesk.incidents.reporting import report
from helpdesk.models import Incident, Kind, LegalClock, Ticket

ANONYMOUS = (
    "Na stronie naszego urzędu od rana jest obcy obrazek i link do płatności.\n"
    "Nie mam konta w portalu, informatyk jest na urlopie. Co robić?"
)


def write_incidents(people: Mapping[str, User]) -> None:
    """Facts and declarations for the demo's incidents; nothing when there are any."""
    if Incident.objects.exists():
        return
    for ticket in Ticket.objects.filter(kind=Kind.INCIDENT).order_by("pk"):
        Incident.objects.create(ticket=ticket)
    locked = Ticket.objects.get(subject="Zaszyfrowane pliki na serwerze plików")
    Incident.objects.filter(ticket=locked).update(sort="ransomware", tlp="amber")
    declare(
        locked,
        by=people["piotr"],
        standings={"early-warning": "applies", "report": "applies", "final-report": "applies"},
        detected_at=locked.opened_at - timedelta(minutes=25),
        at=locked.opened_at + timedelta(minutes=50),
    )
    record_done(
        locked,
        by=people["piotr"],
        clock=LegalClock.objects.get(code="early-warning"),
        done_at=locked.opened_at + timedelta(minutes=35),
        at=locked.opened_at + timedelta(minutes=55),
    )
    _report_without_account(people, locked.opened_at + timedelta(minutes=30))


def _report_without_account(people: Mapping[str, User], at: datetime) -> None:
    ticket, _secret = report(
        body=ANONYMOUS,
        facts={"sort": "outage", "detected_at": at - timedelta(hours=1)},
        reporter={
            "stated_office": "Gmina Sosnowa Góra",
            "reporter_name": "Maria Dąbek",
            "reporter_phone": "600 000 000",
        },
        at=at,
    )
    reply(
        ticket,
        by=people["marek"],
        body="Proszę poprosić dostawcę hostingu o wyłączenie strony i zachowanie dzienników. Dzwonię.",
        at=at + timedelta(minutes=15),
    )
