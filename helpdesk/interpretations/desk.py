"""What interpretations add to the open ticket of the desk."""

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from helpdesk import markdown
from helpdesk.desk.pieces import Panel
from helpdesk.interpretations.composing import compose
from helpdesk.interpretations.forms import ProposeForm, ReturnForm
from helpdesk.interpretations.readers import may_approve
from helpdesk.models import Interpretation, Kind, Ticket

State = Interpretation.State


def _interpretation(request: HttpRequest, ticket: Ticket) -> Mapping[str, object]:
    found = ticket.interpretations.exclude(state=State.WITHDRAWN)
    made = found.select_related("author", "reader", "published").first()
    found = {"interpretation": made, "return_form": ReturnForm(auto_id="return_%s")}
    if made is None or made.state == State.RETURNED:
        initial = {"stands_on": timezone.localdate().isoformat()}
        if made:
            initial |= {
                "body": made.body,
                "requirement_texts": made.requirement_texts.all(),
                "provisions": made.provisions.all(),
            }
        found["propose_form"] = ProposeForm(initial=initial, auto_id="propose_%s")
    else:
        found["interpretation_html"] = markdown.render(compose(made, language="pl"))
        found["may_approve"] = may_approve(request.user, made, at=timezone.now())
    return found


def _is_offered(_user: User, ticket: Ticket) -> bool:
    return ticket.queue.needs_approval and ticket.kind == Kind.QUESTION


INTERPRETATION = Panel(
    "interpretation",
    _("Interpretation"),
    "helpdesk/interpretations/panel.html",
    _interpretation,
    key="y",
    has_tab=True,
    is_offered=_is_offered,
)
