"""Before you buy: others' projects and the requirements that a specification should know of."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from foundation.accounts.acting import acting_for
from projects_archive.buying import look_through
from projects_archive.forms.buying import SpecificationForm
from projects_archive.spending import LEAST_OFFICES, spent_by_offices_like


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def before_you_buy(request: HttpRequest) -> HttpResponse:
    """Read a specification, say what it should know of, and forget it."""
    is_asked = request.method == "POST"
    form = SpecificationForm(request.POST, request.FILES) if is_asked else SpecificationForm()
    findings = None
    if is_asked and form.is_valid():
        text = form.cleaned_data["text"]
        findings = look_through(text, user=request.user, on=timezone.localdate())
    acting = acting_for(request)
    context = {
        "form": form,
        "findings": findings,
        "office": acting.organisation if acting else None,
        "spent": spent_by_offices_like(acting.organisation) if acting else (),
        "least": LEAST_OFFICES,
    }
    status = 422 if form.errors else 200
    return render(request, "projects_archive/buying/page.html", context, status=status)
