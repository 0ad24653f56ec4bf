"""The public page of an office: what it is and where, for those who found it by name or code."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from knowledge.offices import public_offices, terc_codes

MOST_UNITS = 50


@require_safe
def office(request: HttpRequest, pk: int) -> HttpResponse:
    offices = public_offices()
    found = offices.select_related("parent").prefetch_related("territories__periods")
    office = get_object_or_404(found, pk=pk)
    units = list(offices.filter(parent=office).order_by("name", "pk")[: MOST_UNITS + 1])
    context = {
        "office": office,
        "codes": terc_codes(office),
        "units": units[:MOST_UNITS],
        "has_more_units": len(units) > MOST_UNITS,
    }
    return render(request, "knowledge/office.html", context)
