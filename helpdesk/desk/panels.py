"""The panels of the desk's own acts: answering, noting, the status, the queue."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpdesk.desk.inserting import asked_for
from helpdesk.desk.pieces import Panel
from helpdesk.forms.desk import DeskReplyForm, NoteForm, QueueForm, StatusForm, follow_up_default
from helpdesk.forms.office import DetailsForm, OfficeForm
from helpdesk.models import Draft, Message, Ticket
from helpdesk.owners.desk import quoted_answer
from helpdesk.to_guidance.letter import asked_letter
from helpdesk.transitions import following


def _reply(request: HttpRequest, ticket: Ticket) -> Mapping[str, object]:
    """The draft, or what a link of the page of insertions asks for."""
    asked = asked_for(ticket, request.GET, user=request.user, at=timezone.now())
    if answer := quoted_answer(request, ticket):
        asked = {"body": answer}
    asked |= asked_letter(request, ticket)
    initial = {"version": ticket.version} | _begun(request, ticket, Message.Kind.REPLY) | asked
    return {"reply_form": DeskReplyForm(initial=initial, auto_id="reply_%s")}


def _note(request: HttpRequest, ticket: Ticket) -> Mapping[str, object]:
    initial = _begun(request, ticket, Message.Kind.NOTE)
    return {"note_form": NoteForm(initial=initial, auto_id="note_%s")}


def _begun(request: HttpRequest, ticket: Ticket, kind: str) -> Mapping[str, object]:
    """First values of a form from one's own draft."""
    own = (draft for draft in drafts_at(request, ticket) if draft.user_id == request.user.pk)
    draft = next((draft for draft in own if draft.form == kind), None)
    return draft.initial if draft else {}


def drafts_at(request: HttpRequest, ticket: Ticket) -> Sequence[Draft]:
    """What is begun at the desk on `ticket`, of others only for saying so; read once for a page."""
    known = getattr(request, "known_drafts", None)
    if known is None or known[0] != ticket.pk:
        found = Draft.objects.at_the_desk().filter(ticket=ticket)
        known = request.known_drafts = (ticket.pk, list(found))
    return known[1]


def _status(_request: HttpRequest, ticket: Ticket) -> Mapping[str, object]:
    form = StatusForm(
        initial={"follow_up_on": follow_up_default()}, open_parts=ticket.children.open().count()
    )
    form.fields["status"].choices = [(one.value, one.label) for one in following(ticket)]
    form.fields["status"].choices = form.fields["status"].choices or [("", "–")]
    return {"status_form": form}


def _queue(_request: HttpRequest, ticket: Ticket) -> Mapping[str, object]:
    return {"queue_form": QueueForm(initial={"queue": ticket.queue_id})}


def _details(_request: HttpRequest, ticket: Ticket) -> Mapping[str, object]:
    return {"details_form": DetailsForm(ticket=ticket)}


def _office(_request: HttpRequest, _ticket: Ticket) -> Mapping[str, object]:
    return {"office_form": OfficeForm()}


REPLY = Panel("reply", _("Reply"), "helpdesk/desk/panels/reply.html", _reply, "r", has_tab=True)
NOTE = Panel("note", _("Internal note"), "helpdesk/desk/panels/note.html", _note, "i", has_tab=True)
STATUS = Panel(
    "status", _("Status"), "helpdesk/desk/panels/status.html", _status, "s", has_tab=True
)
QUEUE = Panel("queue", _("Hand over"), "helpdesk/desk/panels/queue.html", _queue, "h")
DETAILS = Panel(
    "details", _("What it is about"), "helpdesk/desk/panels/details.html", _details, "e"
)
OFFICE = Panel("office", _("Under another office"), "helpdesk/desk/panels/office.html", _office)
