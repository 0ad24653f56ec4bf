"""Who answers and where a ticket stands, changed at the desk."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from helpdesk import actions
from helpdesk.forms.desk import QueueForm, StatusForm
from helpdesk.models import Ticket
from helpdesk.views.desk import pane


@login_required
@require_POST
def desk_status(request: HttpRequest, reference: str) -> HttpResponse:
    ticket = pane.served_ticket(request, reference)
    form = StatusForm(request.POST, open_parts=ticket.children.open().count())
    if form.is_valid():
        follows = form.cleaned_data.get("parts") == "follow"
        try:
            if follows:
                status = form.cleaned_data["status"]
                actions.move_all(ticket, by=request.user, status=status)
            else:
                actions.change_status(ticket, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return pane.done(request, reference, _("Status changed."))
    return pane.again(request, reference, panel="status", status_form=form)


@login_required
@require_POST
def desk_assign(request: HttpRequest, reference: str) -> HttpResponse:
    """Take a ticket, or give it back to the queue."""
    ticket = pane.served_ticket(request, reference)
    assignee = None if request.POST.get("nobody") else request.user
    try:
        actions.assign(ticket, by=request.user, assignee=assignee)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("helpdesk:desk_ticket", reference)
    text = _("Given back.") if assignee is None else _("It is yours.")
    return pane.done(request, reference, text)


@login_required
@require_POST
def desk_queue(request: HttpRequest, reference: str) -> HttpResponse:
    """Hand over to another queue; one who does not answer there returns to the list."""
    ticket = pane.served_ticket(request, reference)
    form = QueueForm(request.POST)
    if not form.is_valid():
        return pane.again(request, reference, panel="queue", queue_form=form)
    actions.move_queue(ticket, by=request.user, queue=form.cleaned_data["queue"])
    if Ticket.objects.served_by(request.user).filter(reference=reference).exists():
        return pane.done(request, reference, _("Handed over."))
    messages.success(request, _("Handed over."))
    to_list = HttpResponseClientRedirect(reverse("helpdesk:desk"))
    return to_list if request.htmx else redirect("helpdesk:desk")
