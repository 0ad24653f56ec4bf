"""Writing to the owners of systems at the desk."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from helpdesk.models import HandOver
from helpdesk.owners import actions
from helpdesk.owners.forms import AskAgainForm, HandOverForm
from helpdesk.views.desk import pane


@login_required
@require_POST
def owner_ask(request: HttpRequest, reference: str) -> HttpResponse:
    """Put the ticket before the owner of a system."""
    ticket = pane.served_ticket(request, reference)
    form = HandOverForm(request.POST, ticket=ticket, auto_id="owner_%s")
    if form.is_valid():
        try:
            actions.hand_over(ticket, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return pane.done(request, reference, _("The owner of the system was asked."))
    return pane.again(request, reference, panel="owner", hand_over_form=form)


@login_required
@require_POST
def owner_ask_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Write once more in the same matter."""
    found = HandOver.objects.visible_to(request.user).select_related("ticket", "system")
    made = get_object_or_404(found, pk=pk)
    form = AskAgainForm(request.POST, auto_id="again_%s")
    if form.is_valid():
        try:
            actions.ask_again(made, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return pane.done(request, made.ticket.reference, _("The owner was asked again."))
    return pane.again(request, made.ticket.reference, panel="owner", ask_again_form=form)
