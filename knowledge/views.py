"""Standards, requirements, law and systems as readers see them."""

from datetime import date

from django.db.models import Count, Prefetch
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from knowledge import related
from knowledge.models import (
    GuidancePage,
    LegalAct,
    Provision,
    ProvisionPeriod,
    RequirementText,
    Standard,
    StandardVersion,
    System,
)
from knowledge.records import requirement_record
from knowledge.system_list import system_listing


@require_safe
def standard_list(request: HttpRequest) -> HttpResponse:
    versions = StandardVersion.objects.visible_to(request.user).newest_first()
    standards = Standard.objects.visible_to(request.user).prefetch_related(
        Prefetch("versions", versions.annotate(requirement_count=Count("texts")))
    )
    return render(request, "knowledge/standard_list.html", {"standards": standards})


@require_safe
def standard(request: HttpRequest, slug: str) -> HttpResponse:
    standard = get_object_or_404(Standard.objects.visible_to(request.user), slug=slug)
    versions = StandardVersion.objects.visible_to(request.user).filter(standard=standard)
    context = {
        "standard": standard,
        "versions": versions.newest_first().annotate(requirement_count=Count("texts")),
        "current": versions.in_force(timezone.localdate()).newest_first().first(),
    }
    return render(request, "knowledge/standard.html", context)


@require_safe
def standard_version(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    version = _version(request, slug, number)
    texts = version.texts.order_by("position").prefetch_related("provisions__act")
    context = {"version": version, "standard": version.standard, "texts": texts}
    return render(request, "knowledge/standard_version.html", context)


@require_safe
def requirement(request: HttpRequest, slug: str, number: str, code: str) -> HttpResponse:
    text = _text(request, slug, number, code)
    subject, day = text.requirement, _day(request)
    others = RequirementText.objects.visible_to(request.user).filter(requirement=subject)
    guidance = GuidancePage.objects.visible_to(request.user).in_language()
    context = {
        "text": text,
        "version": text.version,
        "day": day,
        "provisions": [(one, one.on(day)) for one in _provisions(text)],
        "other_texts": others.exclude(pk=text.pk)
        .with_version()
        .order_by("-version__in_force_from"),
        "guidance": guidance.filter(requirements=subject).for_list(),
        "systems": subject.systems.all(),
        "related": related.related_to_requirement(subject, request.user),
    }
    return render(request, "knowledge/requirement.html", context)


@require_safe
def requirement_json(request: HttpRequest, slug: str, number: str, code: str) -> JsonResponse:
    text = _text(request, slug, number, code)
    record = requirement_record(text, _provisions(text), on=_day(request))
    return JsonResponse(record, json_dumps_params={"ensure_ascii": False, "indent": 2})


@require_safe
def system_list(request: HttpRequest) -> HttpResponse:
    return render(request, "knowledge/system_list.html", system_listing(request.GET))


@require_safe
def system(request: HttpRequest, slug: str) -> HttpResponse:
    system = get_object_or_404(System.objects.visible_to(request.user), slug=slug)
    texts = RequirementText.objects.in_force(timezone.localdate()).with_version()
    guidance = GuidancePage.objects.visible_to(request.user).in_language()
    context = {
        "system": system,
        "sends": system.connections_out.select_related("target").order_by("target__name"),
        "receives": system.connections_in.select_related("source").order_by("source__name"),
        "texts": texts.filter(requirement__systems=system).order_by("version", "position"),
        "guidance": guidance.filter(systems=system).for_list(),
        "related": related.related_to_system(system, request.user),
    }
    return render(request, "knowledge/system.html", context)


@require_safe
def legal_act(request: HttpRequest, eli: str) -> HttpResponse:
    act = get_object_or_404(LegalAct, eli=eli)
    provisions = act.provisions.prefetch_related("periods__continued_by__act").order_by("pk")
    return render(request, "knowledge/legal_act.html", {"act": act, "provisions": provisions})


@require_safe
def provision(request: HttpRequest, pk: int) -> HttpResponse:
    provision = get_object_or_404(Provision.objects.select_related("act"), pk=pk)
    texts = RequirementText.objects.visible_to(request.user).filter(provisions=provision)
    day = _day(request)
    context = {
        "provision": provision,
        "day": day,
        "today": timezone.localdate(),
        "period": provision.on(day),
        "periods": provision.periods.select_related("continued_by__act").order_by("-valid_from"),
        "continues": ProvisionPeriod.objects.filter(continued_by=provision).select_related(
            "provision__act"
        ),
        "texts": texts.with_version().order_by("-version__in_force_from", "position"),
    }
    return render(request, "knowledge/provision.html", context)


def _version(request: HttpRequest, slug: str, number: str) -> StandardVersion:
    versions = StandardVersion.objects.visible_to(request.user).select_related(
        "standard", "replaced_by__standard"
    )
    return get_object_or_404(versions, standard__slug=slug, number=number)


def _text(request: HttpRequest, slug: str, number: str, code: str) -> RequirementText:
    texts = RequirementText.objects.visible_to(request.user).with_version()
    return get_object_or_404(texts, version__standard__slug=slug, version__number=number, code=code)


def _provisions(text: RequirementText):
    return text.provisions.select_related("act").prefetch_related("periods__continued_by__act")


def _day(request: HttpRequest) -> date:
    """The day asked for (`?on=2025-03-01`), or today where it is missing or not a date."""
    try:
        return parse_date(request.GET.get("on", "")) or timezone.localdate()
    except ValueError:
        return timezone.localdate()
