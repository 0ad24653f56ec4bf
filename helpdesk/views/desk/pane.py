"""The open ticket: what its pane holds, and how an act on it ends."""

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import trigger_client_event

from helpdesk import conversation, presence, related, wording
from helpdesk.desk import frame
from helpdesk.desk.panels import REPLY, drafts_at
from helpdesk.desk.pieces import Panel
from helpdesk.incidents import readings
from helpdesk.models import Ticket, UnsentReply
from helpdesk.views.desk.lists import list_context


def served_ticket(request: HttpRequest, reference: str) -> Ticket:
    """The ticket that the person answers as staff; 404 for anybody else."""
    found = Ticket.objects.served_by(request.user).for_list()
    found = found.select_related("requirement", "category", "rating")
    found = found.prefetch_related("answers", "units__organisation")
    ticket = get_object_or_404(found, reference=reference)
    readings.note(ticket, by=request.user)
    return ticket


def show(request: HttpRequest, ticket: Ticket, *, panel: str = "", **forms: object) -> HttpResponse:
    """The pane alone for HTMX, else the whole desk; `forms` replace those of the panels."""
    context = pane_context(request, ticket, panel=panel) | forms
    if request.htmx:
        return render(request, "helpdesk/desk/pane.html", context)
    return render(request, "helpdesk/desk/page.html", context | list_context(request))


def done(request: HttpRequest, reference: str, text: str, *, panel: str = "") -> HttpResponse:
    """Back to the ticket and its `panel`, saying what happened: HTMX gets the fresh pane at once."""
    if not request.htmx:
        messages.success(request, text)
        address = reverse("helpdesk:desk_ticket", args=[reference])
        return redirect(f"{address}?tab={panel}" if panel else address)
    response = show(request, served_ticket(request, reference), panel=panel)
    return trigger_client_event(response, "say", {"value": text})


def again(request: HttpRequest, reference: str, *, panel: str, **forms: object) -> HttpResponse:
    """The ticket as it stands now, with what was written and why it was not taken."""
    return show(request, served_ticket(request, reference), panel=panel, **forms)


def pane_context(request: HttpRequest, ticket: Ticket, *, panel: str = "") -> dict[str, object]:
    offered = frame.offered(request.user, ticket)
    opened = chosen(offered, panel or request.GET.get("tab", ""))
    parts = (*frame.FACTS, *frame.REPLY_TOOLS, *frame.NOTE_TOOLS)
    pieces = (*frame.WRITING, *([] if opened in frame.WRITING else [opened]), *parts)
    unsent = unsent_replies(request, ticket)
    return {
        "ticket": ticket,
        "conversation": conversation.read(ticket, request.user, for_staff=True),
        "panel": opened,
        "tabs": [piece for piece in offered if piece.has_tab],
        "menu": [piece for piece in offered if not piece.has_tab],
        "menu_links": frame.links(request.user, ticket),
        "reply_tools": frame.REPLY_TOOLS,
        "note_tools": frame.NOTE_TOOLS,
        "sent_elsewhere": [one for one in unsent if one.ticket_id != ticket.pk],
        **facts_context(request, ticket, unsent),
        **frame.contexts(pieces, request, ticket),
    }


def facts_context(
    request: HttpRequest, ticket: Ticket, unsent: Sequence[UnsentReply]
) -> Mapping[str, object]:
    """What changes without the reader: facts, who else is there, replies about to be sent."""
    at = timezone.now()
    here = [one for one in unsent if one.ticket_id == ticket.pk]
    sending = [one.author_id for one in here if one.state == UnsentReply.State.DUE]
    drafting = [draft.user_id for draft in drafts_at(request, ticket)]
    return {
        "unsent": here,
        "present": presence.beside(ticket, request.user, drafting=drafting, sending=sending, at=at),
        "standing": wording.Standing(ticket),
        "requirement_text": related.requirement_text(ticket, request.user),
        "left": wording.left(ticket, at),
        "facts": frame.FACTS,
    }


def chosen(offered: list[Panel], code: str) -> Panel:
    """The panel named `code`, where it is offered; the reply otherwise."""
    return next((panel for panel in offered if panel.code == code), REPLY)


def unsent_replies(request: HttpRequest, ticket: Ticket) -> Sequence[UnsentReply]:
    """Replies about to be sent: everybody's to this ticket, and one's own to others."""
    of_ticket = Q(ticket=ticket) | Q(author=request.user, state=UnsentReply.State.DUE)
    found = UnsentReply.objects.visible_to(request.user).filter(of_ticket)
    return list(found.select_related("ticket", "author").prefetch_related("files"))
