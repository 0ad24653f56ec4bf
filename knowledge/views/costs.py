"""What the coming year will cost, for those who draft the budget."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from knowledge.duties.costs import costs_due, has_assessed


@require_safe
def costs(request: HttpRequest) -> HttpResponse:
    """Requirements to be met next year, with what others paid; of the acting office its own gaps."""
    year = timezone.localdate().year + 1
    acting = request.acting if request.user.is_authenticated else None
    office = acting.organisation if acting else None
    found = costs_due(year, user=request.user, office=office)
    context = {
        "year": year,
        "costs": found,
        "office": office,
        "is_assessed": has_assessed(office),
        "dated": [one for one in found if one.due_on],
        "undated": [one for one in found if not one.due_on],
    }
    return render(request, "knowledge/costs/list.html", context)
