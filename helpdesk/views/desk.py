"""The desk: three panes on one page, each with a real address."""

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

from helpdesk import actions, conversation, desk, live, permissions, wording
from helpdesk.forms import DeskReplyForm, NoteForm, QueueForm, StatusForm, follow_up_default
from helpdesk.models import Queue, Status, Ticket
from helpdesk.transitions import ALLOWED
from helpdesk.views.tickets import event_number, stored

TABS = ("reply", "note", "status", "queue")


def served_ticket(request: HttpRequest, reference: str) -> Ticket:
    found = Ticket.objects.served_by(request.user).for_list().select_related("requirement")
    return get_object_or_404(found, reference=reference)


@login_required
@require_GET
def desk_index(request: HttpRequest) -> HttpResponse:
    """Views and list; HTMX gets them alone, to put in place of older ones."""
    template = "helpdesk/desk_lists.html" if request.htmx else "helpdesk/desk.html"
    return render(request, template, _list_context(request))


@login_required
@require_GET
def desk_ticket(request: HttpRequest, reference: str) -> HttpResponse:
    """The open ticket; HTMX asks for its pane alone."""
    ticket = served_ticket(request, reference)
    context = _pane_context(request, ticket)
    if request.htmx:
        return render(request, "helpdesk/desk_pane.html", context)
    return render(request, "helpdesk/desk.html", context | _list_context(request))


@login_required
@require_GET
def desk_news(request: HttpRequest, reference: str) -> HttpResponse:
    """What came after the event that the pane shows."""
    ticket = served_ticket(request, reference)
    after = event_number(request)
    talk = conversation.read(ticket, request.user, for_staff=True, after=after)
    context = {"ticket": ticket, "conversation": talk, "standing": wording.Standing(ticket)}
    return render(request, "helpdesk/desk_news.html", context)


@login_required
@require_GET
def desk_next(request: HttpRequest) -> HttpResponse:
    """Open the ticket to answer next; the list when there is none."""
    if not permissions.user_is_staff(request.user):
        raise Http404
    current = request.GET.get("ticket", "")
    ticket = desk.next_after(request.user, current, timezone.now())
    if ticket is None:
        return redirect("helpdesk:desk")
    return redirect("helpdesk:desk_ticket", ticket.reference)


@login_required
@require_POST
def desk_reply(request: HttpRequest, reference: str) -> HttpResponse:
    ticket = served_ticket(request, reference)
    form = DeskReplyForm(request.POST, request.FILES, auto_id="reply_%s")
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.reply(
                ticket,
                by=request.user,
                body=data["body"],
                version=data["version"],
                files=stored(request, form),
                status=data["following"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _done(request, reference, _("Reply sent."))
    return _again(request, reference, reply_form=form)


@login_required
@require_POST
def desk_note(request: HttpRequest, reference: str) -> HttpResponse:
    ticket = served_ticket(request, reference)
    form = NoteForm(request.POST, request.FILES, auto_id="note_%s")
    if form.is_valid():
        try:
            files = stored(request, form)
            actions.add_note(ticket, by=request.user, body=form.cleaned_data["body"], files=files)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _done(request, reference, _("Note kept."))
    return _again(request, reference, tab="note", note_form=form)


@login_required
@require_POST
def desk_status(request: HttpRequest, reference: str) -> HttpResponse:
    ticket = served_ticket(request, reference)
    form = StatusForm(request.POST)
    if form.is_valid():
        try:
            actions.change_status(ticket, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _done(request, reference, _("Status changed."))
    return _again(request, reference, tab="status", status_form=form)


@login_required
@require_POST
def desk_assign(request: HttpRequest, reference: str) -> HttpResponse:
    """Take a ticket, or give it back to the queue."""
    ticket = served_ticket(request, reference)
    assignee = None if request.POST.get("nobody") else request.user
    try:
        actions.assign(ticket, by=request.user, assignee=assignee)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("helpdesk:desk_ticket", reference)
    return _done(request, reference, _("Given back.") if assignee is None else _("It is yours."))


@login_required
@require_POST
def desk_queue(request: HttpRequest, reference: str) -> HttpResponse:
    """Hand over to another queue; one who does not answer there returns to the list."""
    ticket = served_ticket(request, reference)
    form = QueueForm(request.POST)
    if not form.is_valid():
        return _again(request, reference, tab="queue", queue_form=form)
    actions.move_queue(ticket, by=request.user, queue=form.cleaned_data["queue"])
    if Ticket.objects.served_by(request.user).filter(reference=reference).exists():
        return _done(request, reference, _("Handed over."))
    messages.success(request, _("Handed over."))
    to_list = HttpResponseClientRedirect(reverse("helpdesk:desk"))
    return to_list if request.htmx else redirect("helpdesk:desk")


def _done(request: HttpRequest, reference: str, text: str) -> HttpResponse:
    """Back to the ticket, saying what happened: HTMX gets the fresh pane at once."""
    if not request.htmx:
        messages.success(request, text)
        return redirect("helpdesk:desk_ticket", reference)
    ticket = served_ticket(request, reference)
    response = render(request, "helpdesk/desk_pane.html", _pane_context(request, ticket))
    return trigger_client_event(response, "say", {"value": text})


def _again(request: HttpRequest, reference: str, *, tab: str = "reply", **forms) -> HttpResponse:
    """The ticket as it stands now, with what was written and why it was not taken."""
    ticket = served_ticket(request, reference)
    context = _pane_context(request, ticket, tab=tab) | forms
    if form := forms.get("reply_form"):
        form.data = form.data.copy()
        form.data["version"] = ticket.version
    if request.htmx:
        return render(request, "helpdesk/desk_pane.html", context)
    return render(request, "helpdesk/desk.html", context | _list_context(request))


def _list_context(request: HttpRequest) -> dict[str, object]:
    if not permissions.user_is_staff(request.user):
        raise Http404
    at = timezone.now()
    queues = list(Queue.objects.served_by(request.user))
    code, page = desk.tickets(request.user, queues, request.GET, at)
    kept = request.GET.copy()
    for name in ("after", "before"):
        kept.pop(name, None)
    views = desk.views(request.user, queues, at)
    return {
        "views": views,
        "view": next(view for view in views if view.code == code),
        "rows": [(ticket, wording.left(ticket, at)) for ticket in page.rows],
        "page": page,
        "kept": kept.urlencode(),
        "word": request.GET.get("q", ""),
        "last_event": live.latest_event(),
    }


def _pane_context(request: HttpRequest, ticket: Ticket, *, tab: str = "") -> dict[str, object]:
    asked = tab or request.GET.get("tab", "")
    statuses = [Status(status) for status in ALLOWED[ticket.status]]
    status_form = StatusForm(initial={"follow_up_on": follow_up_default()})
    status_form.fields["status"].choices = [(s.value, s.label) for s in statuses]
    return {
        "ticket": ticket,
        "standing": wording.Standing(ticket),
        "conversation": conversation.read(ticket, request.user, for_staff=True),
        "left": wording.left(ticket, timezone.now()),
        "tab": asked if asked in TABS else "reply",
        "reply_form": DeskReplyForm(initial={"version": ticket.version}, auto_id="reply_%s"),
        "note_form": NoteForm(auto_id="note_%s"),
        "status_form": status_form,
        "queue_form": QueueForm(initial={"queue": ticket.queue_id}),
    }
