"""Tags, checklist, followers and copies of the open ticket."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from helpdesk import actions
from helpdesk.forms.around import CopyForm, ItemsForm, TagForm
from helpdesk.models import ChecklistItem, CopyAddress, Tag, Watcher
from helpdesk.views.desk import pane


@login_required
@require_POST
def desk_tag(request: HttpRequest, reference: str) -> HttpResponse:
    """Put the tag that was typed or chosen."""
    ticket = pane.served_ticket(request, reference)
    form = TagForm(request.POST)
    return _act(
        request, reference, "tags", form, _("Tag put."),
        lambda data: actions.add_tag(ticket, by=request.user, tag=data["tag"]),
    )  # fmt: skip


@login_required
@require_POST
def desk_tag_remove(request: HttpRequest, reference: str, slug: str) -> HttpResponse:
    ticket = pane.served_ticket(request, reference)
    tag = get_object_or_404(Tag, slug=slug)
    actions.remove_tag(ticket, by=request.user, tag=tag)
    return pane.done(request, reference, _("Tag taken off."), panel="tags")


@login_required
@require_POST
def desk_items(request: HttpRequest, reference: str) -> HttpResponse:
    """Add things to do, one in each line."""
    ticket = pane.served_ticket(request, reference)
    form = ItemsForm(request.POST)
    return _act(
        request, reference, "checklist", form, _("Added to the checklist."),
        lambda data: actions.add_items(ticket, by=request.user, texts=data["items"].splitlines()),
    )  # fmt: skip


@login_required
@require_POST
def desk_item(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Tick an item, take its tick back, or take it off the list: the button pressed says which."""
    ticket = pane.served_ticket(request, reference)
    items = ChecklistItem.objects.visible_to(request.user).filter(ticket=ticket)
    item = get_object_or_404(items, pk=pk)
    if request.POST.get("remove"):
        actions.remove_item(item, by=request.user)
        return pane.done(request, reference, _("Taken off the checklist."), panel="checklist")
    is_done = request.POST.get("done") == "1"
    actions.tick(item, by=request.user, is_done=is_done)
    said = _("Ticked.") if is_done else _("Tick taken back.")
    return pane.done(request, reference, said, panel="checklist")


@login_required
@require_POST
def desk_watch(request: HttpRequest, reference: str) -> HttpResponse:
    """Follow the ticket, or follow it no more."""
    ticket = pane.served_ticket(request, reference)
    own = Watcher.objects.filter(ticket=ticket, user=request.user).first()
    if own:
        actions.stop_watching(own, by=request.user)
        return pane.done(request, reference, _("You follow it no more."), panel="people")
    form = forms.Form(request.POST)
    return _act(
        request, reference, "people", form, _("You will hear of every new message."),
        lambda data: actions.watch(ticket, by=request.user),
    )  # fmt: skip


@login_required
@require_POST
def desk_copy(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask once more before an address gets copies: what is sent cannot be called back."""
    ticket = pane.served_ticket(request, reference)
    form = CopyForm(request.POST)
    if form.is_valid() and not form.cleaned_data["confirmed"]:
        return pane.again(request, reference, panel="people", copy_to_confirm=form)
    return _act(
        request, reference, "people", form, _("Copies will be sent."),
        lambda data: actions.add_copy(ticket, by=request.user, address=data["address"]),
    )  # fmt: skip


@login_required
@require_POST
def desk_copy_remove(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    ticket = pane.served_ticket(request, reference)
    copies = CopyAddress.objects.visible_to(request.user).filter(ticket=ticket)
    actions.remove_copy(get_object_or_404(copies, pk=pk), by=request.user)
    return pane.done(request, reference, _("No more copies to this address."), panel="people")


def _act(request: HttpRequest, reference: str, panel: str, form, said: str, act) -> HttpResponse:
    """Do it and show the same panel; with what is wrong, where it cannot be done."""
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return pane.done(request, reference, said, panel=panel)
    return pane.again(request, reference, panel=panel, **{f"{panel}_form": form})
