"""The desk: three panes on one page, each with a real address."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from helpdesk import conversation, permissions
from helpdesk.desk import frame, lists
from helpdesk.views.desk import pane
from helpdesk.views.desk.lists import list_context, read_place
from helpdesk.views.tickets import event_number


@login_required
@require_GET
def desk_index(request: HttpRequest) -> HttpResponse:
    """Views and list; HTMX gets them alone, to put in place of older ones."""
    template = "helpdesk/desk/lists.html" if request.htmx else "helpdesk/desk/page.html"
    return render(request, template, list_context(request))


@login_required
@require_GET
def desk_counts(request: HttpRequest) -> HttpResponse:
    """Views with fresh counts, and how many tickets came to the list since it was shown."""
    place = read_place(request, timezone.now())
    word, opened = request.GET.get("q", ""), 0
    if not word:
        opened = lists.opened_since(request.user, place.view, event_number(request))
    context = {"views": place.views, "view": place.view, "word": word, "opened": opened}
    return render(request, "helpdesk/desk/counts.html", context)


@login_required
@require_GET
def desk_ticket(request: HttpRequest, reference: str) -> HttpResponse:
    """The open ticket; HTMX asks for its pane alone."""
    return pane.show(request, pane.served_ticket(request, reference))


@login_required
@require_GET
def desk_panel(request: HttpRequest, reference: str, code: str) -> HttpResponse:
    """One panel of the open ticket, put in place when its tab is pressed."""
    ticket = pane.served_ticket(request, reference)
    panel = pane.chosen(frame.offered(request.user, ticket), code)
    if panel.code != code:
        raise Http404
    context = {"ticket": ticket, "panel": panel} | frame.contexts([panel], request, ticket)
    return render(request, "helpdesk/desk/panel.html", context)


@login_required
@require_GET
def desk_news(request: HttpRequest, reference: str) -> HttpResponse:
    """What came after the event that the pane shows."""
    ticket = pane.served_ticket(request, reference)
    after = event_number(request)
    talk = conversation.read(ticket, request.user, for_staff=True, after=after)
    facts = frame.contexts(frame.FACTS, request, ticket)
    context = {"ticket": ticket, "conversation": talk}
    context |= pane.facts_context(request, ticket, pane.unsent_replies(request, ticket))
    return render(request, "helpdesk/desk/news.html", context | facts)


@login_required
@require_GET
def desk_next(request: HttpRequest) -> HttpResponse:
    """Open the ticket to answer next; the list when there is none."""
    if not permissions.user_is_staff(request.user):
        raise Http404
    current = request.GET.get("ticket", "")
    ticket = lists.next_after(request.user, current, timezone.now())
    if ticket is None:
        return redirect("helpdesk:desk")
    return redirect("helpdesk:desk_ticket", ticket.reference)
