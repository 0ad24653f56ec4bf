"""Calls for funding: those one can still apply to first, closed ones apart."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from knowledge.assessment.figures import places
from knowledge.models import FundingCall, Solution

MOST_CLOSED = 20


@require_safe
def funding_list(request: HttpRequest) -> HttpResponse:
    """`?voivodeship=30` leaves national calls and those of one voivodeship."""
    today, names = timezone.localdate(), places()
    place = request.GET.get("voivodeship", "")
    calls = FundingCall.objects.visible_to(request.user).select_related("place")
    if place in names:
        calls = calls.in_place(place)
    context = {
        "calls": calls.not_over(today),
        "closed": calls.over(today).order_by("-closes_on", "-pk")[:MOST_CLOSED],
        "places": names,
        "place": place,
    }
    return render(request, "knowledge/funding/list.html", context)


@require_safe
def funding_call(request: HttpRequest, pk: int) -> HttpResponse:
    calls = FundingCall.objects.visible_to(request.user).select_related("place")
    found = get_object_or_404(calls, pk=pk)
    solutions = Solution.objects.visible_to(request.user).for_list().filter(calls=found)
    context = {"call": found, "solutions": solutions}
    return render(request, "knowledge/funding/call.html", context)
