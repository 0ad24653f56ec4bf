"""Answering and noting at the desk: what is sent can be taken back, what is begun is kept."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from helpdesk import actions
from helpdesk.forms.desk import DeskReplyForm, DraftForm, NoteForm
from helpdesk.forms.sensitive import without_sensitive
from helpdesk.models import Message, Ticket, UnsentReply
from helpdesk.views.desk import pane
from helpdesk.views.keeping import keep_files, show_again


@login_required
@require_POST
def desk_reply(request: HttpRequest, reference: str) -> HttpResponse:
    """Send a reply in ten seconds."""
    ticket = pane.served_ticket(request, reference)
    form = DeskReplyForm(request.POST, request.FILES, auto_id="reply_%s")
    uploads = keep_files(request, form)
    if "remove_sensitive" in request.POST:
        form.data = without_sensitive(request.POST)
    elif form.is_valid():
        data = form.cleaned_data
        try:
            actions.send_soon(
                ticket,
                by=request.user,
                body=data["body"],
                version=data["version"],
                files=[upload.file for upload in uploads],
                citations=data["citations"],
                status=data["following"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return pane.done(request, reference, _("The reply is on its way."))
    show_again(form, [str(upload.file_id) for upload in uploads])
    return _reply_again(request, reference, form)


def _reply_again(request: HttpRequest, reference: str, form: DeskReplyForm) -> HttpResponse:
    """The reply as it was written, for the state of the ticket that the page shows now."""
    ticket: Ticket = pane.served_ticket(request, reference)
    form.data["version"] = ticket.version
    return pane.show(request, ticket, panel="reply", reply_form=form)


@login_required
@require_POST
def desk_take_back(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    return _with_unsent(request, reference, pk, actions.take_back, _("Taken back; it is a draft."))


@login_required
@require_POST
def desk_send_again(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    done = _("The reply is on its way.")
    return _with_unsent(request, reference, pk, actions.send_again, done)


def _with_unsent(request: HttpRequest, reference: str, pk: int, action, done: str) -> HttpResponse:
    """Act on one's own reply that is not sent yet; one that is gone was sent."""
    pane.served_ticket(request, reference)
    own = UnsentReply.objects.visible_to(request.user)
    unsent = own.filter(author=request.user, ticket__reference=reference, pk=pk).first()
    try:
        if unsent is None:
            raise ValidationError(_("Too late: the reply was sent."))
        action(unsent, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("helpdesk:desk_ticket", reference)
    return pane.done(request, reference, done)


@login_required
@require_POST
def desk_draft(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep what is being written; the page asks for it every few seconds."""
    ticket = get_object_or_404(Ticket.objects.served_by(request.user), reference=reference)
    form = DraftForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    data = form.cleaned_data
    fields = {"body": data["body"], "citations": data["citations"]}
    people = {"by": request.user, "ticket": ticket}
    try:
        actions.keep_draft(data["kind"], fields, uploads=data["uploads"], **people)
    except ValidationError:
        return HttpResponse(status=422)
    return HttpResponse(status=204)


@login_required
@require_POST
def desk_note(request: HttpRequest, reference: str) -> HttpResponse:
    ticket = pane.served_ticket(request, reference)
    form = NoteForm(request.POST, request.FILES, auto_id="note_%s")
    uploads = keep_files(request, form)
    if form.is_valid():
        data = form.cleaned_data
        text = {"body": data["body"], "citations": data["citations"]}
        files = [upload.file for upload in uploads]
        try:
            actions.add_note(ticket, by=request.user, files=files, **text)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            actions.discard_draft(Message.Kind.NOTE, by=request.user, ticket=ticket)
            return pane.done(request, reference, _("Note kept."))
    show_again(form, [str(upload.file_id) for upload in uploads])
    return pane.again(request, reference, panel="note", note_form=form)
