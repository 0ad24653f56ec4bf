"""What an agent inserts while writing: canned replies, sources, names; and running a macro."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect, trigger_client_event

from foundation.searched import searched_words
from helpdesk import actions
from helpdesk.actions.macros import rehearse
from helpdesk.desk import inserting, macro_preview
from helpdesk.models import Macro, Ticket
from helpdesk.views.desk import pane


@login_required
@require_GET
def desk_insert(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """What may be inserted of one kind, narrowed by `?q=`: options for a script, else a page of links."""
    ticket = pane.served_ticket(request, reference)
    listed = inserting.KINDS.get(kind)
    if listed is None:
        raise Http404
    word = searched_words(request.GET)
    context = {
        "ticket": ticket,
        "kind": listed,
        "word": word,
        "options": listed.options(ticket, user=request.user, word=word, at=timezone.now()),
    }
    part = request.headers.get("X-Requested-With") == "insert"
    template = "helpdesk/inserting/options.html" if part else "helpdesk/inserting/page.html"
    return render(request, template, context)


@login_required
@require_GET
def desk_macro(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """What a macro would do with this ticket, step by step, before anything is done."""
    ticket = pane.served_ticket(request, reference)
    return _macro_page(request, ticket, _macro(request, ticket, pk))


@login_required
@require_POST
def desk_macro_run(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Do all of it; whoever hands the ticket over returns to the list."""
    ticket = pane.served_ticket(request, reference)
    macro = _macro(request, ticket, pk)
    version = request.POST.get("version", "")
    known = int(version) if version.isascii() and version.isdigit() and len(version) < 9 else None
    try:
        actions.run_macro(ticket, by=request.user, macro=macro, version=known)
    except ValidationError as error:
        return _not_run(request, ticket, macro, " ".join(error.messages))
    said = _("Done: %(macro)s.") % {"macro": macro}
    if Ticket.objects.served_by(request.user).filter(pk=ticket.pk).exists():
        return pane.done(request, reference, said)
    messages.success(request, said)
    to_list = HttpResponseClientRedirect(reverse("helpdesk:desk"))
    return to_list if request.htmx else redirect("helpdesk:desk")


def _not_run(request: HttpRequest, ticket: Ticket, macro: Macro, why: str) -> HttpResponse:
    """The ticket with what is new in it, and why nothing was done; without scripts the preview again."""
    if request.htmx:
        fresh = pane.served_ticket(request, ticket.reference)
        return trigger_client_event(pane.show(request, fresh), "say", {"value": why})
    messages.error(request, why)
    return redirect("helpdesk:desk_macro", ticket.reference, macro.pk)


def _macro(request: HttpRequest, ticket: Ticket, pk: int) -> Macro:
    return get_object_or_404(Macro.objects.visible_to(request.user).for_ticket(ticket), pk=pk)


def _macro_page(request: HttpRequest, ticket: Ticket, macro: Macro) -> HttpResponse:
    at = timezone.now()
    problem = rehearse(ticket, by=request.user, macro=macro, at=at)
    lines = macro_preview.lines(ticket, macro, by=request.user, at=at)
    context = {"ticket": ticket, "macro": macro, "lines": lines, "problem": problem}
    return render(request, "helpdesk/inserting/macro.html", context)
