"""Neutral mails to a reporter without an account: the address is unproven, so nothing anybody wrote travels."""

from datetime import datetime

from foundation.mailing.actions import queue_mail
from helpdesk.models import Incident, Message, Ticket

RECEIVED, ANSWERED = "helpdesk.incident_received", "helpdesk.incident_answered"


def tell_received(incident: Incident, *, at: datetime) -> None:
    """Say that a report with this contact address came in, under which number."""
    _mail(incident, kind=RECEIVED, sequence=0, at=at)


def tell_answered(ticket: Ticket, *, message: Message, at: datetime) -> None:
    """Say that there is an answer, to be read by the link that the reporter kept."""
    incident = Incident.objects.filter(ticket=ticket).first()
    if incident:
        _mail(incident, kind=ANSWERED, sequence=message.pk, at=at)


def _mail(incident: Incident, *, kind: str, sequence: int, at: datetime) -> None:
    if not incident.reporter_email:
        return
    queue_mail(
        kind=kind,
        subject_key=f"ticket:{incident.ticket.reference}",
        to=incident.reporter_email,
        template=f"helpdesk/email/{kind.partition('.')[2]}",
        context={"reference": incident.ticket.reference},
        sequence=sequence,
        language=incident.language,
        at=at,
    )
