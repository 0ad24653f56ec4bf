"""What assignment adds to the open ticket of the desk."""

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from helpdesk.assignment.forms import GiveForm
from helpdesk.desk.pieces import Panel
from helpdesk.models import Ticket


def _give(_request: HttpRequest, ticket: Ticket) -> Mapping[str, object]:
    return {"give_form": GiveForm(ticket=ticket)}


GIVE = Panel("give", _("Give to a colleague"), "helpdesk/assignment/give.html", _give, key="q")
