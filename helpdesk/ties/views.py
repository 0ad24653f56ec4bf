"""Tying tickets at the desk: parts of a larger problem, duplicates, matters split off."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from helpdesk import actions
from helpdesk.models import Broadcast, Ticket
from helpdesk.ties.forms import AnswerAllForm, MergeForm, PartOfForm, PartsForm, SplitForm
from helpdesk.views.desk import pane
from helpdesk.views.keeping import keep_files, show_again


@login_required
@require_POST
def tie_to_problem(request: HttpRequest, reference: str) -> HttpResponse:
    """Make this ticket a part of another one."""
    ticket = pane.served_ticket(request, reference)
    form = PartOfForm(request.POST, user=request.user)
    if form.is_valid():
        try:
            actions.attach_child(ticket, parent=form.cleaned_data["parent"], by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return pane.done(request, reference, _("It is a part of the larger problem now."))
    return pane.again(request, reference, panel="problem", part_of_form=form)


@login_required
@require_POST
def tie_parts(request: HttpRequest, reference: str) -> HttpResponse:
    """Make other tickets parts of this one; those that cannot be are named, the others are tied."""
    ticket = pane.served_ticket(request, reference)
    numbers = " ".join([request.POST.get("parts", ""), *request.POST.getlist("alike")])
    form = PartsForm({"parts": numbers}, user=request.user)
    if form.is_valid():
        parts = form.cleaned_data["parts"]
        refused = []
        for part in parts:
            try:
                actions.attach_child(part, parent=ticket, by=request.user)
            except ValidationError as error:
                refused += [f"{part.reference}: {text}" for text in error.messages]
        if not refused:
            return pane.done(request, reference, _tied(len(parts)))
        form.add_error(None, refused)
    return pane.again(request, reference, panel="problem", parts_form=form)


def _tied(count: int) -> str:
    return ngettext(
        "%(count)d ticket is a part of this problem now.",
        "%(count)d tickets are parts of this problem now.",
        count,
    ) % {"count": count}


@login_required
@require_POST
def untie_part(request: HttpRequest, reference: str) -> HttpResponse:
    """Let a part go on alone: this ticket, or the one of its parts that `part` names."""
    ticket = pane.served_ticket(request, reference)
    part = ticket
    if number := request.POST.get("part"):
        served = Ticket.objects.served_by(request.user).filter(parent=ticket)
        part = get_object_or_404(served, reference=number)
    actions.detach_child(part, by=request.user)
    return pane.done(request, reference, _("It goes on alone."))


@login_required
@require_POST
def answer_all(request: HttpRequest, reference: str) -> HttpResponse:
    """Answer a larger problem and each of its open parts."""
    ticket = pane.served_ticket(request, reference)
    form = AnswerAllForm(request.POST, request.FILES, auto_id="answer_all_%s")
    uploads = keep_files(request, form)
    if form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("body", "version", "status")}
        files = [upload.file for upload in uploads]
        try:
            actions.answer_all(ticket, by=request.user, files=files, **words)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return pane.done(request, reference, _("The answer is on its way to all offices."))
    show_again(form, [str(upload.file_id) for upload in uploads])
    form.data["version"] = pane.served_ticket(request, reference).version
    return pane.again(request, reference, panel="problem", answer_all_form=form)


@login_required
@require_GET
def broadcast_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the copies of an answer are; asked again by the page until all went out."""
    return render(request, "helpdesk/ties/progress.html", {"broadcast": _broadcast(request, pk)})


@login_required
@require_POST
def broadcast_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Try the copies once more that were set aside."""
    broadcast = _broadcast(request, pk)
    actions.retry_copies(broadcast, by=request.user)
    return pane.done(request, broadcast.parent.reference, _("They are being tried again."))


def _broadcast(request: HttpRequest, pk: int) -> Broadcast:
    found = Broadcast.objects.visible_to(request.user).with_progress().select_related("parent")
    return get_object_or_404(found, pk=pk)


@login_required
@require_POST
def tie_merge(request: HttpRequest, reference: str) -> HttpResponse:
    """Let another ticket go on in place of this one, and open it."""
    ticket = pane.served_ticket(request, reference)
    form = MergeForm(request.POST, ticket=ticket, user=request.user)
    if form.is_valid():
        try:
            target = actions.merge(ticket, target=form.cleaned_data["target"], by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return pane.done(request, target.reference, _("Merged. This one goes on."))
    return pane.again(request, reference, panel="merge", merge_form=form)


@login_required
@require_POST
def tie_split(request: HttpRequest, reference: str) -> HttpResponse:
    """Let chosen messages become a ticket of their own, and open it."""
    ticket = pane.served_ticket(request, reference)
    form = SplitForm(request.POST, ticket=ticket)
    if form.is_valid():
        try:
            new = actions.split(ticket, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return pane.done(request, new.reference, _("The new ticket is open."))
    return pane.again(request, reference, panel="split", split_form=form)
