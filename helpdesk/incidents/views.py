"""Reporting an incident, for everybody: advice first, then two short steps, with an account or without."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from foundation.files.actions import store_file
from foundation.files.models import StoredFile
from helpdesk import permissions
from helpdesk.forms.sensitive import without_sensitive
from helpdesk.incidents import caps, reporting
from helpdesk.incidents.advice import advice
from helpdesk.incidents.forms import MemberForm, ReporterForm, WhatForm
from helpdesk.models import IncidentSort, OfficialChannel

# Uses within an hour: enough for an office under attack, little for a machine.
PER_ADDRESS, PER_NETWORK, PER_PERSON = 6, 30, 10
PER_EMAIL_A_DAY = 3


@require_GET
def incident(request: HttpRequest) -> HttpResponse:
    """First that this is no report to an authority, then what happened, then the official channels."""
    context = {"sorts": IncidentSort.choices, "channels": OfficialChannel.objects.all()}
    return render(request, "helpdesk/incident/start.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def incident_report(request: HttpRequest, sort: str) -> HttpResponse:
    """What happened, then who reports; nothing is kept before the last step is sent."""
    if sort not in IncidentSort.values:
        raise Http404
    if "remove_sensitive" in request.POST:
        cleaned = WhatForm(initial=without_sensitive(request.POST).dict())
        return _step(request, sort, "what", what=cleaned, was_cleaned=True)
    what = WhatForm(request.POST or None)
    goes_on = request.method == "POST" and what.is_valid() and "back" not in request.POST
    if not goes_on:
        return _step(request, sort, "what", what=_shown(what, request))
    is_last = request.POST.get("step") == "who"
    who = _who_form(request, is_bound=is_last)
    if is_last and who.is_valid():
        try:
            return _send(request, sort, what, who)
        except ValidationError as error:
            _add(error, what, who)
    step = "what" if what.errors else "who"
    return _step(request, sort, step, what=what, who=who)


def _step(
    request: HttpRequest, sort: str, step: str, *, was_cleaned: bool = False, **forms: Form
) -> HttpResponse:
    context = {"step": step, "advice": advice(sort), "channels": OfficialChannel.objects.all()}
    context["was_cleaned"] = was_cleaned
    status = 422 if any(form.errors for form in forms.values()) else 200
    return render(request, f"helpdesk/incident/report_{step}.html", context | forms, status=status)


def _shown(what: WhatForm, request: HttpRequest) -> WhatForm:
    """The first step again; coming back to it is no mistake, so it shows no errors then."""
    return WhatForm(initial=request.POST.dict()) if "back" in request.POST else what


def _who_form(request: HttpRequest, *, is_bound: bool) -> MemberForm | ReporterForm:
    bound = (request.POST, request.FILES) if is_bound else ()
    if request.user.is_authenticated and permissions.offices_of(request.user):
        office = request.acting.organisation.pk if request.acting else None
        return MemberForm(*bound, user=request.user, initial={"organisation": office})
    return ReporterForm(*bound)


def _send(request: HttpRequest, sort: str, what: WhatForm, who: Form) -> HttpResponse:
    """Open the ticket; a reporter without an account goes to the page of the secret link."""
    data = who.cleaned_data
    facts = {"sort": sort, "tlp": data["tlp"], "detected_at": what.cleaned_data["detected_at"]}
    body = what.cleaned_data["body"]
    count_use(request, email=data.get("reporter_email", ""))
    if isinstance(who, MemberForm):
        names = ("organisation", "system", "is_restricted")
        about = {name: data[name] for name in names}
        files = stored_files(data["files"], request)
        ticket = reporting.report_as_member(
            by=request.user, body=body, facts=facts, files=files, **about
        )
        messages.success(request, _("Your report is with us: %s.") % ticket.reference)
        return redirect("helpdesk:incident_sheet", ticket.reference)
    files = stored_files(data["files"])
    _ticket, secret = reporting.report(body=body, facts=facts, reporter=who.reporter, files=files)
    return redirect("helpdesk:incident_link", secret)


def stored_files(uploads: Sequence, request: HttpRequest | None = None) -> list[StoredFile]:
    """Uploaded files, kept before any transaction begins; each was checked by the form's field."""
    by = request.user if request else None
    return [store_file(upload, name=upload.name, by=by) for upload in uploads]


def count_use(request: HttpRequest, *, email: str = "") -> None:
    """Count one use of an open form; raises ValidationError where there were too many."""
    address, network = caps.sources(request)
    person = str(request.user.pk or "")
    limits = [caps.Cap("person", person, PER_PERSON)]
    if not person:
        limits = [
            caps.Cap("address", address, PER_ADDRESS),
            caps.Cap("network", network, PER_NETWORK),
            caps.Cap("email", email, PER_EMAIL_A_DAY, hours=24),
        ]
    caps.count(limits)


def _add(error: ValidationError, what: WhatForm, who: Form) -> None:
    """Put an error of the action where its field is."""
    for name, errors in getattr(error, "error_dict", {"": [error]}).items():
        form = what if name in what.fields else who
        form.add_error(name if name in form.fields else None, errors)
