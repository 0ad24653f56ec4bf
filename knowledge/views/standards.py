"""Standards, their versions and requirements as readers see them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Prefetch
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knowledge.actions.standards import publish_version
from knowledge.forms import PublishForm
from knowledge.models import GuidancePage, RequirementText, Standard, StandardVersion
from knowledge.permissions import may_publish
from knowledge.records import requirement_record
from knowledge.related import related_to_requirement
from knowledge.views.law import asked_day


@require_safe
def standard_list(request: HttpRequest) -> HttpResponse:
    versions = StandardVersion.objects.visible_to(request.user).newest_first()
    standards = Standard.objects.visible_to(request.user).prefetch_related(
        Prefetch("versions", versions.annotate(requirement_count=Count("texts")))
    )
    return render(request, "knowledge/standard_list.html", {"standards": standards})


@require_safe
def standard(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Standard.objects.visible_to(request.user), slug=slug)
    versions = StandardVersion.objects.visible_to(request.user).filter(standard=found)
    context = {
        "standard": found,
        "versions": versions.newest_first().annotate(requirement_count=Count("texts")),
        "current": versions.in_force(timezone.localdate()).newest_first().first(),
    }
    return render(request, "knowledge/standard.html", context)


@require_safe
def standard_version(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    version = _version(request, slug, number)
    may = may_publish(request.user) and not version.is_published
    form = PublishForm() if may else None
    return render(request, "knowledge/standard_version.html", _version_context(version, form))


@require_POST
def standard_version_publish(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Publish a draft for good; the action refuses those who may not."""
    version = _version(request, slug, number)
    if not may_publish(request.user):
        raise PermissionDenied
    form = PublishForm(request.POST)
    if form.is_valid():
        try:
            publish_version(version, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Version %s is published.") % version.number)
            return redirect(version)
    context = _version_context(version, form)
    return render(request, "knowledge/standard_version.html", context, status=422)


@require_safe
def requirement(request: HttpRequest, slug: str, number: str, code: str) -> HttpResponse:
    text = _text(request, slug, number, code)
    subject, day = text.requirement, asked_day(request)
    others = RequirementText.objects.visible_to(request.user).filter(requirement=subject)
    guidance = GuidancePage.objects.visible_to(request.user).in_language()
    context = {
        "text": text,
        "version": text.version,
        "standard": text.version.standard,
        "day": day,
        "provisions": [(one, one.on(day)) for one in _provisions(text)],
        "other_texts": others.exclude(pk=text.pk)
        .with_version()
        .order_by("-version__in_force_from"),
        "guidance": guidance.filter(requirements=subject).for_list(),
        "systems": subject.systems.all(),
        "related": related_to_requirement(subject, request.user),
    }
    return render(request, "knowledge/requirement.html", context)


@require_safe
def requirement_json(request: HttpRequest, slug: str, number: str, code: str) -> JsonResponse:
    text = _text(request, slug, number, code)
    record = requirement_record(text, _provisions(text), on=asked_day(request))
    return JsonResponse(record, json_dumps_params={"ensure_ascii": False, "indent": 2})


def _version_context(version: StandardVersion, form: PublishForm | None) -> dict:
    texts = version.texts.order_by("position").prefetch_related("provisions__act")
    return {"version": version, "standard": version.standard, "texts": texts, "form": form}


def _version(request: HttpRequest, slug: str, number: str) -> StandardVersion:
    versions = StandardVersion.objects.visible_to(request.user).select_related(
        "standard", "replaced_by__standard"
    )
    return get_object_or_404(versions, standard__slug=slug, number=number)


def _text(request: HttpRequest, slug: str, number: str, code: str) -> RequirementText:
    texts = RequirementText.objects.visible_to(request.user).select_related(
        "version__standard", "version__replaced_by__standard", "requirement"
    )
    return get_object_or_404(texts, version__standard__slug=slug, version__number=number, code=code)


def _provisions(text: RequirementText):
    return text.provisions.select_related("act").prefetch_related("periods__continued_by__act")
