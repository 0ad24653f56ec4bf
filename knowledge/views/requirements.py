"""One requirement in one version, as a page and as data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from foundation.keyset import query
from knowledge.consultations.reading import on_requirement
from knowledge.models import Audience, GuidancePage, Provision, RequirementText
from knowledge.models.localised import shown_language
from knowledge.related import related_to_requirement
from knowledge.standards.records import requirement_linked_data, requirement_record
from knowledge.views.law import asked_day


@dataclass(frozen=True)
class Reading:
    """The words of one role; only the chosen one shows on a screen, all of them in print."""

    label: str
    text: str
    language: str
    url: str
    is_chosen: bool


@require_safe
def requirement(request: HttpRequest, slug: str, number: str, code: str) -> HttpResponse:
    text = _text(request, slug, number, code)
    provisions, asked = _provisions(text), asked_reading(request)
    data = requirement_linked_data(text, provisions, address=request.build_absolute_uri)
    context = {
        "text": text,
        "version": text.version,
        "standard": text.version.standard,
        "readings": _readings(text, asked),
        "reading_query": query(reading=asked) if asked else "",
        "neighbours": text.neighbours(),
        "linked_data": data,
        **_law(provisions, asked_day(request, text.version.day_that_matters)),
        **_ties(request, text),
        **on_requirement(text, request.user),
    }
    return render(request, "knowledge/requirement.html", context)


@require_safe
def requirement_json(request: HttpRequest, slug: str, number: str, code: str) -> JsonResponse:
    text = _text(request, slug, number, code)
    day = asked_day(request, text.version.day_that_matters)
    record = requirement_record(text, _provisions(text), on=day)
    return _as_json(record, "application/json")


@require_safe
def requirement_jsonld(request: HttpRequest, slug: str, number: str, code: str) -> JsonResponse:
    text = _text(request, slug, number, code)
    record = requirement_linked_data(text, _provisions(text), address=request.build_absolute_uri)
    return _as_json(record, "application/ld+json")


def asked_reading(request: HttpRequest) -> str:
    """The role in whose words the reader asked to read (`?reading=it`), empty where none is asked for."""
    asked = request.GET.get("reading", "")
    return asked if asked in Audience.values else ""


def _law(provisions: QuerySet[Provision], day: date) -> Mapping[str, object]:
    return {"day": day, "provisions": [(one, one.on(day)) for one in provisions]}


def _ties(request: HttpRequest, text: RequirementText) -> Mapping[str, object]:
    """What else belongs to the requirement: other versions, guidance, systems, the apps above."""
    subject = text.requirement
    others = RequirementText.objects.visible_to(request.user).filter(requirement=subject)
    guidance = GuidancePage.objects.visible_to(request.user).in_language()
    return {
        "other_texts": others.exclude(pk=text.pk).with_version().newest_first(),
        "guidance": guidance.filter(requirements=subject).for_list(),
        "systems": subject.systems.all(),
        "open_reviews": text.review_tasks.open().for_list(),
        "related": related_to_requirement(subject, request.user),
        "followed": f"{text.version.standard.slug}/{subject.key}",
        "follow_name": f"{text.code} {text.title}",
    }


def _readings(text: RequirementText, asked: str) -> Sequence[Reading]:
    """Every reading the text has; the one asked for is chosen, else the first."""
    written = text.audiences
    chosen = asked if asked in written else next(iter(written), "")
    return [
        Reading(
            one.label,
            text.reading(one),
            shown_language(text, one.value),
            query(reading=one.value),
            one == chosen,
        )
        for one in written
    ]


def _as_json(record, content_type: str) -> JsonResponse:
    response = JsonResponse(record, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Type"] = f"{content_type}; charset=utf-8"
    return response


def _text(request: HttpRequest, slug: str, number: str, code: str) -> RequirementText:
    texts = RequirementText.objects.visible_to(request.user).select_related(
        "version__standard", "version__replaced_by__standard", "requirement"
    )
    return get_object_or_404(texts, version__standard__slug=slug, version__number=number, code=code)


def _provisions(text: RequirementText) -> QuerySet[Provision]:
    return text.provisions.select_related("act").prefetch_related("periods__continued_by__act")
