"""The offices that one serves and rates for."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from foundation.telling import telling
from knowledge.actions.inheritance import share_with_served
from knowledge.assessment.served_units import units_of
from knowledge.assessment.standings import results_of
from knowledge.assessment.tally import tally
from knowledge.models import Assessment
from knowledge.offices import may_lead, right_to_assess


@login_required
@require_safe
def units(request: HttpRequest, pk: int) -> HttpResponse:
    """How every served office stands, beside the assessment that counts for all of them."""
    found = _assessment(request, pk)
    served = units_of(found)
    context = {
        "assessment": found,
        "tally": tally(results_of([found.pk])[found.pk].values()),
        "units": served,
        "missing": [unit for unit in served if not unit.is_included],
        "may_share": may_lead(right_to_assess(request.user, found.organisation)),
    }
    return render(request, "knowledge/assessment/units.html", context)


@login_required
@require_POST
def units_share(request: HttpRequest, pk: int) -> HttpResponse:
    """Include every served office that is not yet; the action refuses those who may not."""
    found = _assessment(request, pk)
    with telling(request):
        new = share_with_served(found, by=request.user)
        said = ngettext("%d office is included.", "%d offices are included.", len(new))
        messages.success(request, said % len(new))
    return redirect("knowledge:assessment_units", found.pk)


def _assessment(request: HttpRequest, pk: int) -> Assessment:
    return get_object_or_404(Assessment.objects.visible_to(request.user).for_list(), pk=pk)
