"""What guidance made from answers adds to the open ticket of the desk."""

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from helpdesk.desk.pieces import MenuLink, Part
from helpdesk.models import Ticket


def _drafts(_request: HttpRequest, ticket: Ticket) -> Mapping[str, object]:
    drafts = ticket.guidance_drafts.select_related("page").with_news()
    return {"guidance_drafts": list(drafts[:3])}


def _is_answered(_user: User, ticket: Ticket) -> bool:
    return not (ticket.is_open or ticket.is_restricted or ticket.merged_into_id)


LINK = MenuLink(
    _("Make guidance of the answer"), "helpdesk:ticket_to_guidance", is_offered=_is_answered
)
FACT = Part("helpdesk/to_guidance/fact.html", _drafts)
