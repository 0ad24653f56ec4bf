"""The sheet of an incident: facts, legal clocks, who read it, packages; for both sides of its ticket."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.telling import telling
from helpdesk import permissions
from helpdesk.incidents import declaring, links, packages, readings, standing
from helpdesk.incidents.forms import DeclarationForm, DoneForm, PackageForm, TlpForm
from helpdesk.incidents.tlp import MEANINGS
from helpdesk.models import Incident, IncidentPackage, Kind, LegalClock, Message, Ticket
from helpdesk.views.tickets import ticket_for


def incident_for(request: HttpRequest, reference: str) -> tuple[Ticket, Incident]:
    """The ticket and its facts, for those who may read it; 404 for everybody else."""
    ticket = ticket_for(request, reference)
    if ticket.kind != Kind.INCIDENT:
        raise Http404
    incident = Incident.objects.filter(ticket=ticket).first() or Incident(ticket=ticket)
    return ticket, incident


@login_required
@require_safe
def incident_sheet(request: HttpRequest, reference: str) -> HttpResponse:
    return _page(request, reference)


@login_required
@require_POST
def incident_declare(request: HttpRequest, reference: str) -> HttpResponse:
    """The office declares when it was noticed and which legal clocks apply."""
    ticket, incident = incident_for(request, reference)
    lines = standing.lines(ticket, incident)
    clocks = [line.clock for line in lines]
    form = DeclarationForm(request.POST, clocks=clocks, incident=incident)
    if form.is_valid():
        moment = form.cleaned_data["detected_at"]
        try:
            declaring.declare(ticket, by=request.user, standings=form.standings, detected_at=moment)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return _done(request, reference, _("The declaration is saved."))
    return _page(request, reference, declaration=form)


@login_required
@require_POST
def incident_clock(request: HttpRequest, reference: str, code: str) -> HttpResponse:
    """Record that a report was made, or take that back."""
    ticket, _incident = incident_for(request, reference)
    clock = get_object_or_404(LegalClock, code=code)
    if "back" in request.POST:
        declaring.take_back_done(ticket, by=request.user, clock=clock)
        return _done(request, reference, _("Taken back: the clock runs again."))
    form = DoneForm(request.POST, prefix=code)
    if form.is_valid():
        done_at = form.cleaned_data["done_at"]
        try:
            declaring.record_done(ticket, by=request.user, clock=clock, done_at=done_at)
        except ValidationError as error:
            form.add_error("done_at", error.messages)
        else:
            return _done(request, reference, _("Recorded as sent."))
    return _page(request, reference, done={code: form})


@login_required
@require_POST
def incident_tlp(request: HttpRequest, reference: str) -> HttpResponse:
    ticket, _incident = incident_for(request, reference)
    form = TlpForm(request.POST)
    if not form.is_valid():
        return _page(request, reference, tlp_form=form)
    declaring.set_tlp(ticket, by=request.user, tlp=form.cleaned_data["tlp"])
    return _done(request, reference, _("Saved who may know."))


@login_required
@require_POST
def incident_links_end(request: HttpRequest, reference: str) -> HttpResponse:
    """Staff end the reporter's link."""
    ticket, _incident = incident_for(request, reference)
    links.end_links(ticket, by=request.user)
    return _done(request, reference, _("The reporter’s link no longer works."))


@login_required
@require_POST
def incident_package(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask for a package of the chosen messages; the worker makes it."""
    ticket, _incident = incident_for(request, reference)
    form = PackageForm(request.POST, messages=_messages(ticket, request))
    if not form.is_valid():
        return _page(request, reference, package_form=form)
    with telling(request, _("The package is being made. It takes a moment.")):
        packages.ask(
            ticket,
            by=request.user,
            messages=list(form.cleaned_data["messages"]),
            language=(get_language() or "pl")[:2],
        )
    return redirect("helpdesk:incident_sheet", reference)


def _done(request: HttpRequest, reference: str, text: str) -> HttpResponse:
    messages.success(request, text)
    return redirect("helpdesk:incident_sheet", reference)


def _messages(ticket: Ticket, request: HttpRequest):
    found = Message.objects.visible_to(request.user).public().filter(ticket=ticket)
    return found.select_related("author")


def _page(
    request: HttpRequest, reference: str, *, done: dict[str, Form] | None = None, **forms: Form
) -> HttpResponse:
    ticket, incident = incident_for(request, reference)
    now, lines = timezone.now(), standing.lines(ticket, incident)
    may_declare = declaring.may_declare(request.user, ticket)
    context = {
        "ticket": ticket,
        "incident": incident,
        "tlp_meaning": MEANINGS[incident.tlp],
        "lines": [(line, _done_form(line, done or {}, now)) for line in lines],
        "may_declare": may_declare,
        "is_staff": permissions.user_serves(request.user, ticket),
        "has_link": ticket.incident_links.usable(now).exists(),
        "readings": readings.readings_of(ticket, for_user=request.user),
        "packages": IncidentPackage.objects.visible_to(request.user)
        .filter(ticket=ticket).select_related("pdf", "zip", "asked_by"),
    }  # fmt: skip
    if may_declare:
        context |= _forms(ticket, incident, lines, request)
    is_refused = bool(done) or any(form.errors for form in forms.values())
    status = 422 if is_refused else 200
    return render(request, "helpdesk/incident/sheet.html", context | forms, status=status)


def _forms(ticket: Ticket, incident: Incident, lines, request: HttpRequest) -> dict[str, Form]:
    """Fresh forms of those who may declare."""
    declared = {f"clock_{line.clock.code}": line.row.standing if line.row else "" for line in lines}
    clocks = [line.clock for line in lines]
    return {
        "declaration": DeclarationForm(clocks=clocks, incident=incident, initial=declared),
        "tlp_form": TlpForm(initial={"tlp": incident.tlp}),
        "package_form": PackageForm(messages=_messages(ticket, request)),
    }


def _done_form(line: standing.ClockLine, done: dict[str, Form], now) -> Form | None:
    if not line.applies or line.is_done:
        return None
    return done.get(line.clock.code) or DoneForm(prefix=line.clock.code, initial={"done_at": now})
