"""Legal acts and their provisions, as they stood on any day."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from knowledge.models import LegalAct, Provision, ProvisionPeriod, RequirementText


@require_safe
def legal_act(request: HttpRequest, eli: str) -> HttpResponse:
    act = get_object_or_404(LegalAct, eli=eli)
    provisions = act.provisions.prefetch_related("periods__continued_by__act").order_by("pk")
    return render(request, "knowledge/legal_act.html", {"act": act, "provisions": provisions})


@require_safe
def provision(request: HttpRequest, pk: int) -> HttpResponse:
    provision = get_object_or_404(Provision.objects.select_related("act"), pk=pk)
    texts = RequirementText.objects.visible_to(request.user).filter(provisions=provision)
    day = asked_day(request)
    former = ProvisionPeriod.objects.filter(continued_by=provision)
    context = {
        "provision": provision,
        "day": day,
        "period": provision.on(day),
        "periods": provision.periods.select_related("continued_by__act").order_by("-valid_from"),
        "continues": former.select_related("provision__act"),
        "texts": texts.with_version().order_by("-version__in_force_from", "position"),
    }
    return render(request, "knowledge/provision.html", context)


def asked_day(request: HttpRequest) -> date:
    """The day asked for (`?on=2025-03-01`), or today where it is missing or not a date."""
    try:
        return parse_date(request.GET.get("on", "")) or timezone.localdate()
    except ValueError:
        return timezone.localdate()
