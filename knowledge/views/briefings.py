"""One sheet for the head of an office about one requirement: what, why, how much, by when, what if not."""

from collections.abc import Sequence

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from knowledge.models import Requirement, RequirementRating, RequirementText
from knowledge.related import RelatedItem, related_to_requirement
from knowledge.views.law import asked_day

MOST_PROJECTS = 4


@require_safe
def briefing_list(request: HttpRequest) -> HttpResponse:
    """Every requirement in force that is written in the words of heads, by standard."""
    texts = RequirementText.objects.visible_to(request.user).in_force(timezone.localdate())
    written = texts.exclude(Q(heads_pl="") & Q(heads_en="")).with_version()
    in_order = written.order_by("version__standard__name_pl", "version", "position")
    return render(request, "knowledge/briefing/list.html", {"texts": in_order})


@require_safe
def briefing(request: HttpRequest, slug: str, number: str, code: str) -> HttpResponse:
    """The sheet; for somebody who acts for an office also how it stands and which day it set."""
    texts = RequirementText.objects.visible_to(request.user).with_version()
    place = {"version__standard__slug": slug, "version__number": number, "code": code}
    text = get_object_or_404(texts, **place)
    if not text.heads:
        raise Http404
    day = asked_day(request, text.version.day_that_matters)
    provisions = text.provisions.select_related("act").prefetch_related(
        "periods__continued_by__act"
    )
    acting = request.acting if request.user.is_authenticated else None
    context = {
        "text": text,
        "version": text.version,
        "day": day,
        "today": timezone.localdate(),
        "provisions": [(one, one.on(day)) for one in provisions],
        "projects": _projects(request, text.requirement),
        "office": acting.organisation if acting else None,
        "rating": _rating(acting.organisation, text.requirement) if acting else None,
    }
    return render(request, "knowledge/briefing/sheet.html", context)


def _projects(request: HttpRequest, requirement: Requirement) -> Sequence[RelatedItem]:
    """What others paid who met the requirement, where that is known."""
    related = related_to_requirement(requirement, request.user)
    known = [item for items in related.values() for item in items if item.amount]
    return known[:MOST_PROJECTS]


def _rating(office, requirement: Requirement) -> RequirementRating | None:
    """What the office says of the requirement in its newest assessment, its own word alone."""
    ratings = RequirementRating.objects.filter(
        assessment__organisation=office, text__requirement=requirement
    )
    newest = ratings.select_related("responsible", "assessment", "text")
    return newest.order_by("-assessment__version__in_force_from", "-pk").first()
