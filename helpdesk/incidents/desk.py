"""What an incident adds to the open ticket of the desk; listed in `helpdesk.desk.frame`."""

from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from helpdesk.desk.pieces import MenuLink, Part
from helpdesk.models import Kind, Ticket


def is_incident(_user: User, ticket: Ticket) -> bool:
    return ticket.kind == Kind.INCIDENT


SHEET = MenuLink(_("Incident sheet"), "helpdesk:incident_sheet", is_offered=is_incident)
LINE = Part("helpdesk/incident/desk_line.html")
