"""Ready-to-use solutions: what there is to join, for whom, at what cost."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from knowledge.models import FundingCall, Solution, SystemUse


@require_safe
def solution_list(request: HttpRequest) -> HttpResponse:
    solutions = Solution.objects.visible_to(request.user).for_list()
    return render(request, "knowledge/solutions/list.html", {"solutions": solutions})


@require_safe
def solution(request: HttpRequest, slug: str) -> HttpResponse:
    """One solution, how many offices work with it, and calls that can pay for it."""
    found = get_object_or_404(Solution.objects.visible_to(request.user).for_list(), slug=slug)
    calls = FundingCall.objects.visible_to(request.user).filter(solutions=found)
    acting = request.acting if request.user.is_authenticated else None
    office = acting.organisation if acting else None
    uses = SystemUse.objects.filter(system=found.system, organisation=office)
    context = {
        "solution": found,
        "calls": calls.not_over(timezone.localdate()).select_related("place"),
        "office": office,
        "is_used": office is not None and uses.exists(),
    }
    return render(request, "knowledge/solutions/solution.html", context)
