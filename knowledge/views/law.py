"""Legal acts and their provisions, as they stood on any day."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from knowledge.law.resting import pages_resting_on, texts_resting_on
from knowledge.models import (
    GuidancePage,
    LegalAct,
    Provision,
    ProvisionPeriod,
    Requirement,
    RequirementText,
)
from knowledge.permissions import may_write
from knowledge.related import RelatedItem, related_to_requirement


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
        "pages": _pages(request, provision),
        "related": _related(request, provision) if may_write(request.user) else {},
    }
    return render(request, "knowledge/provision.html", context)


def _pages(request: HttpRequest, provision: Provision) -> Sequence[GuidancePage]:
    """Guidance in the reader's language that rests on the provision."""
    pages = GuidancePage.objects.visible_to(request.user).in_language()
    return pages.filter(pk__in=pages_resting_on(provision).values("pk")).for_list()


def _related(request: HttpRequest, provision: Provision) -> Mapping[str, Sequence[RelatedItem]]:
    """For those who write: courses, projects, answers of the requirements that rest on it, each once."""
    requirements = Requirement.objects.filter(texts__in=texts_resting_on(provision)).distinct()
    kinds: dict[str, dict[RelatedItem, None]] = defaultdict(dict)
    for requirement in requirements:
        for kind, items in related_to_requirement(requirement, request.user).items():
            kinds[kind] |= dict.fromkeys(items)
    return {kind: list(items) for kind, items in kinds.items()}


def asked_day(request: HttpRequest, otherwise: date | None = None) -> date:
    """The day asked for (`?on=2025-03-01`); where it is missing or no date `otherwise`, or today."""
    otherwise = otherwise or timezone.localdate()
    try:
        return parse_date(request.GET.get("on", "")) or otherwise
    except ValueError:
        return otherwise
