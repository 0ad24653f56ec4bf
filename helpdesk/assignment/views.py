"""Giving tickets to colleagues, and the page of absences."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from helpdesk import actions, permissions
from helpdesk.assignment.absence import end_absence, hand_over_open, plan_absence
from helpdesk.assignment.forms import AbsenceForm, GiveForm
from helpdesk.assignment.listing import with_open_tickets
from helpdesk.desk import bulk
from helpdesk.models import Absence
from helpdesk.views.desk import pane


@login_required
@require_POST
def ticket_give(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the ticket to a colleague who answers its queue."""
    ticket = pane.served_ticket(request, reference)
    form = GiveForm(request.POST, ticket=ticket)
    if form.is_valid():
        agent = form.cleaned_data["agent"]
        try:
            actions.assign(ticket, by=request.user, assignee=agent)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return pane.done(request, reference, _("Given to %(name)s.") % {"name": agent})
    return pane.again(request, reference, panel="give", give_form=form)


@login_required
@require_http_methods(["GET", "POST"])
def absences(request: HttpRequest) -> HttpResponse:
    """Who is away and who stands in: one's own, or everybody's for those who run the queues."""
    if not permissions.user_is_staff(request.user):
        raise Http404
    form = AbsenceForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            plan_absence(by=request.user, **{"user": request.user} | form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The absence is written down."))
            return redirect("helpdesk:absences")
    found = Absence.objects.visible_to(request.user).current(timezone.localdate())
    context = {"form": form, "absences": with_open_tickets(found)}
    return render(request, "helpdesk/assignment/absences.html", context)


@login_required
@require_POST
def absence_end(request: HttpRequest, pk: int) -> HttpResponse:
    absence = get_object_or_404(Absence.objects.visible_to(request.user), pk=pk)
    end_absence(absence, by=request.user)
    messages.success(request, _("The absence was taken back."))
    return redirect("helpdesk:absences")


@login_required
@require_POST
def absence_hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the open tickets of the one who is away to the deputy; the list says what came of it."""
    found = Absence.objects.visible_to(request.user).exclude(deputy=None)
    absence = get_object_or_404(found.select_related("user", "deputy"), pk=pk)
    at = timezone.now()
    try:
        change = hand_over_open(user=absence.user, to=absence.deputy, by=request.user, at=at)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("helpdesk:absences")
    bulk.work_off(change, at=at)
    return redirect(f"{reverse('helpdesk:desk')}?bulk={change.pk}")
