"""The requester's pages: own tickets and the office's, one ticket, and what is new in it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.files.actions import store_file
from helpdesk import actions, conversation, permissions, ticket_list, transitions, wording
from helpdesk.forms import ReplyForm, TicketForm
from helpdesk.models import Kind, Ticket


def ticket_for(request: HttpRequest, reference: str) -> Ticket:
    found = Ticket.objects.visible_to(request.user).for_list().select_related("requirement")
    return get_object_or_404(found, reference=reference)


def stored(request: HttpRequest, form) -> list:
    """Uploaded files kept before any transaction begins; each was checked by the form's field."""
    uploads = form.cleaned_data.get("files") or []
    return [store_file(upload, name=upload.name, by=request.user) for upload in uploads]


def event_number(request: HttpRequest) -> int:
    """The event named by `?after=`, 0 where it names none."""
    after = request.GET.get("after", "")
    return int(after) if after.isascii() and after.isdigit() and len(after) < 19 else 0


@login_required
@require_GET
def ticket_index(request: HttpRequest) -> HttpResponse:
    """Own tickets and those of the office, by state and word."""
    context = ticket_list.read(request.user, request.GET)
    return render(request, "helpdesk/ticket_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def ticket_new(request: HttpRequest) -> HttpResponse:
    """Ask, report a fault or an incident."""
    kind = request.POST.get("kind", request.GET.get("kind", Kind.QUESTION))
    kind = kind if kind in Kind.values else Kind.QUESTION
    if not permissions.offices_of(request.user):
        return render(request, "helpdesk/no_office.html")
    office = request.acting.organisation.pk if request.acting else None
    form = TicketForm(
        request.POST or None,
        request.FILES or None,
        user=request.user,
        kind=kind,
        initial={"kind": kind, "organisation": office, "system": request.GET.get("system")},
    )
    if request.method == "POST" and form.is_valid():
        about = {key: value for key, value in form.cleaned_data.items() if key != "files"}
        try:
            ticket = actions.open_ticket(by=request.user, files=stored(request, form), **about)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Your ticket is with us: %s.") % ticket.reference)
            return redirect(ticket)
    return render(request, "helpdesk/ticket_new.html", {"form": form, "kind": Kind(kind)})


@login_required
@require_GET
def ticket(request: HttpRequest, reference: str) -> HttpResponse:
    """One ticket for its requester's side; those who answer it read it at the desk."""
    found = ticket_for(request, reference)
    if permissions.user_serves(request.user, found):
        return redirect("helpdesk:desk_ticket", reference)
    return render(request, "helpdesk/ticket.html", _context(request, found))


@login_required
@require_GET
def ticket_news(request: HttpRequest, reference: str) -> HttpResponse:
    """What came after the event that the page shows, for pages that stay open."""
    found = ticket_for(request, reference)
    context = _context(request, found, after=event_number(request))
    return render(request, "helpdesk/ticket_news.html", context)


@login_required
@require_POST
def ticket_reply(request: HttpRequest, reference: str) -> HttpResponse:
    found = ticket_for(request, reference)
    form = ReplyForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            actions.reply(
                found,
                by=request.user,
                body=form.cleaned_data["body"],
                version=form.cleaned_data["version"],
                files=stored(request, form),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Your answer was sent."))
            return redirect(found)
    found.refresh_from_db()
    return render(request, "helpdesk/ticket.html", _context(request, found, form=form))


@login_required
@require_POST
def ticket_close(request: HttpRequest, reference: str) -> HttpResponse:
    return _act(request, reference, actions.close, _("The ticket is closed."))


@login_required
@require_POST
def ticket_reopen(request: HttpRequest, reference: str) -> HttpResponse:
    return _act(request, reference, actions.reopen, _("The ticket is open again."))


@login_required
@require_POST
def ticket_share(request: HttpRequest, reference: str) -> HttpResponse:
    is_restricted = request.POST.get("is_restricted") == "1"
    done = _("Now only you and the support point see it.") if is_restricted else _("Shared.")
    return _act(request, reference, actions.share, done, is_restricted=is_restricted)


def _act(request: HttpRequest, reference: str, action, done: str, **fields) -> HttpResponse:
    """Do something to a ticket and go back to it, saying what happened."""
    found = ticket_for(request, reference)
    try:
        action(found, by=request.user, **fields)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return redirect("helpdesk:ticket", reference)


def _context(
    request: HttpRequest, found: Ticket, *, form: ReplyForm | None = None, after: int = 0
) -> dict[str, object]:
    form = form or ReplyForm(initial={"version": found.version})
    if form.is_bound:  # what is new is on the page now, so the next try may go through
        form.data = form.data.copy()
        form.data["version"] = found.version
    return {
        "ticket": found,
        "standing": wording.Standing(found),
        "conversation": conversation.read(found, request.user, for_staff=False, after=after),
        "form": form,
        "can_share": permissions.user_can_share(request.user, found),
        "can_reopen": transitions.may_reopen(found, timezone.now()),
        "requirement_text": ticket_list.requirement_text(found, request.user),
        "related": ticket_list.related(found, request.user) if not after else {},
    }
