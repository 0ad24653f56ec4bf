"""What hand-overs add to the open ticket of the desk."""

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.accounts.models import User
from foundation.posted import key_in
from helpdesk.desk.pieces import Panel
from helpdesk.forms.desk import follow_up_default
from helpdesk.models import HandOver, Message, Ticket, TicketEvent
from helpdesk.owners.forms import AskAgainForm, HandOverForm

SHOWN = 5


def _owner(_request: HttpRequest, ticket: Ticket) -> Mapping[str, object]:
    initial = {"system": ticket.system_id, "follow_up_on": follow_up_default()}
    if not ticket.is_restricted:
        initial["subject"] = f"[{ticket.reference}] {ticket.subject}"[:200]
    return {
        "hand_over_form": HandOverForm(ticket=ticket, initial=initial, auto_id="owner_%s"),
        "hand_overs": list(ticket.hand_overs.select_related("by", "system")[:SHOWN]),
        "ask_again_form": AskAgainForm(
            initial={"follow_up_on": follow_up_default()}, auto_id="again_%s"
        ),
    }


def _is_open(_user: User, ticket: Ticket) -> bool:
    return ticket.is_open


def quoted_answer(request: HttpRequest, ticket: Ticket) -> str:
    """The owner's answer that `?quote=` names, as a quotation to edit; empty for anything else."""
    key = key_in(request.GET.get("quote", ""))
    if not key:
        return ""
    answers = Message.objects.visible_to(request.user).filter(kind=Message.Kind.OWNER)
    answer = answers.filter(ticket=ticket, is_from_staff=False, pk=key).first()
    if answer is None:
        return ""
    said = answer.events.get(verb=TicketEvent.Verb.OWNER)
    made = HandOver.objects.filter(pk=key_in(said.to_value)).first()
    words = {
        "owner": made.owner_name if made else answer.author_name,
        "day": date_format(answer.created_at, "j E Y"),
    }
    lines = "\n".join(f"> {line}" for line in answer.body.splitlines())
    return _("%(owner)s answered on %(day)s:") % words + f"\n\n{lines}\n\n"


OWNER = Panel(
    "owner",
    gettext_lazy("Ask the owner of a system"),
    "helpdesk/owners/panel.html",
    _owner,
    key="u",
    is_offered=_is_open,
)
