"""What other pages show of an incident."""

from django import template

from helpdesk.incidents import standing
from helpdesk.incidents.tlp import MEANINGS
from helpdesk.models import Incident, Kind, Ticket

register = template.Library()


@register.inclusion_tag("helpdesk/incident/line.html")
def incident_line(ticket: Ticket) -> dict[str, object]:
    """Legal clocks that run, the label, and the way to the sheet; nothing for other tickets."""
    if ticket.kind != Kind.INCIDENT:
        return {"ticket": ticket, "incident": None}
    incident = Incident.objects.filter(ticket=ticket).first() or Incident(ticket=ticket)
    lines = standing.lines(ticket, incident)
    return {
        "ticket": ticket,
        "incident": incident,
        "tlp_meaning": MEANINGS[incident.tlp],
        "running": [line for line in lines if line.is_running],
        "undecided": sum(line.row is None for line in lines),
    }
