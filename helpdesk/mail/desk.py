"""What received mail adds to the open ticket of the desk; listed in `helpdesk.desk.frame`."""

from collections.abc import Mapping

from django.http import HttpRequest

from helpdesk.desk.pieces import Part
from helpdesk.models import RawMail, Ticket

MOST_SHOWN = 3
OUTCOMES = (RawMail.Outcome.PARKED, RawMail.Outcome.AUTO_REPLY, RawMail.Outcome.BOUNCE)


def _beside(request: HttpRequest, ticket: Ticket) -> Mapping[str, object]:
    """The newest mails that concern the ticket and are no word of its conversation."""
    mails = RawMail.objects.visible_to(request.user).filter(ticket=ticket, ticket_message=None)
    newest = mails.filter(outcome__in=OUTCOMES).order_by("-pk")[:MOST_SHOWN]
    return {"mails_beside": list(newest.only("outcome", "subject", "source"))}


BESIDE = Part("helpdesk/mail/beside.html", _beside)
