"""Calls, the right office, subject and priority."""

from typing import Unpack

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.accounts.models import Organisation, User
from foundation.posted import posted_key
from helpdesk import actions, permissions
from helpdesk.actions.matter import Matter
from helpdesk.actions.office import consequences
from helpdesk.desk.calls import calls_today
from helpdesk.forms.office import (
    DetailsForm,
    MoveOfficeForm,
    OfficeForm,
    PhoneForm,
    offices_found,
    people_of,
)
from helpdesk.models import Ticket
from helpdesk.views.desk import pane
from helpdesk.views.desk.arranging import staff_only


@login_required
@require_GET
def desk_offices(request: HttpRequest) -> HttpResponse:
    """Offices that hold the typed words, as options of a list."""
    staff_only(request)
    offices = offices_found(request.GET.get("q", ""))
    return render(request, "helpdesk/desk/office_options.html", {"offices": offices})


@login_required
@require_GET
def desk_people(request: HttpRequest, pk: int) -> HttpResponse:
    """People of one office, as options of a field."""
    staff_only(request)
    office = get_object_or_404(Organisation.objects.active(), pk=pk)
    return render(request, "helpdesk/desk/people_options.html", {"people": people_of(office)})


@login_required
@require_http_methods(["GET", "POST"])
def desk_phone(request: HttpRequest) -> HttpResponse:
    """A ticket from a phone call, on one form."""
    staff_only(request)
    chosen = _office_named(request)
    is_sent = request.method == "POST" and "find" not in request.POST
    said = {"data": request.POST} if is_sent else {"initial": request.POST.dict()}
    form = PhoneForm(organisation=chosen, **said)
    if is_sent and form.is_valid():
        call = {key: value for key, value in form.cleaned_data.items() if key != "office"}
        try:
            ticket = actions.take_call(by=request.user, **call)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _after_call(request, ticket)
    context = {
        "form": form,
        "chosen": chosen,
        "offices": offices_found(request.POST.get("office", "")),
        "calls": calls_today(request.user, at=timezone.now()),
    }
    return render(request, "helpdesk/desk/phone.html", context)


def _office_named(request: HttpRequest) -> Organisation | None:
    key = posted_key(request, "organisation")
    return Organisation.objects.active().filter(pk=key).first() if key else None


def _after_call(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """The open ticket; the list, where another queue answers it."""
    if permissions.user_serves(request.user, ticket):
        messages.success(request, _("Written down: %(number)s.") % {"number": ticket.reference})
        return redirect("helpdesk:desk_ticket", ticket.reference)
    words = {"number": ticket.reference, "queue": ticket.queue}
    messages.success(request, _("Written down: %(number)s; the queue “%(queue)s” answers.") % words)
    return redirect("helpdesk:desk")


@login_required
@require_http_methods(["GET", "POST"])
def desk_office(request: HttpRequest, reference: str) -> HttpResponse:
    """What moving the ticket under another office would change; then, confirmed, the move."""
    ticket = pane.served_ticket(request, reference)
    find = OfficeForm(request.POST or None)
    if request.method != "POST" or not find.is_valid():
        offices = getattr(find, "found", [])
        return pane.show(request, ticket, panel="office", office_form=find, offices=offices)
    office, at = find.cleaned_data["organisation"], timezone.now()
    people = people_of(office).exclude(pk=request.user.pk)
    if "confirmed" in request.POST:
        form = MoveOfficeForm(request.POST, people=people)
        if form.is_valid():
            person = form.cleaned_data["person"]
            actions.move_office(ticket, by=request.user, organisation=office, requester=person)
            messages.success(request, _("The ticket is under: %(office)s.") % {"office": office})
            return redirect("helpdesk:desk_ticket", reference)
    else:
        first = {"organisation": office, "person": ticket.requester_id}
        form = MoveOfficeForm(initial=first, people=people)
    changes = consequences(ticket, office, at=at)
    context = {"ticket": ticket, "office": office, "form": form, "changes": changes}
    return render(request, "helpdesk/desk/office_confirm.html", context)


@login_required
@require_POST
def desk_details(request: HttpRequest, reference: str) -> HttpResponse:
    """Subject, priority, and what the ticket hangs on."""
    ticket = pane.served_ticket(request, reference)
    form = DetailsForm(request.POST, ticket=ticket)
    if form.is_valid():
        try:
            _set_details(ticket, by=request.user, **form.changes)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return pane.done(request, reference, _("Kept what the ticket is about."))
    return pane.again(request, reference, panel="details", details_form=form)


@transaction.atomic
def _set_details(
    ticket: Ticket, *, by: User, subject: str = "", priority: str = "", **matter: Unpack[Matter]
) -> None:
    """All of it or nothing."""
    if subject:
        actions.set_subject(ticket, by=by, subject=subject)
    if priority:
        actions.set_priority(ticket, by=by, priority=priority)
    actions.set_matter(ticket, by=by, **matter)
