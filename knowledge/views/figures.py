"""An office beside similar ones, and figures of all offices as open data."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from foundation.spreadsheets import csv_response
from knowledge.assessment.figures import comparisons, figures_of, open_data, places, size_of
from knowledge.assessment.standings import base_of, standings_of
from knowledge.assessment.suppression import LEAST
from knowledge.assessment.tally import RESULTS
from knowledge.models import Assessment, OfficeProfile, SignOff, StandardVersion
from knowledge.offices import offices_of

HEADINGS = ("code", "requirement", "teryt", "voivodeship", "fulfilled", "gaps")
OFFICE_HEADINGS = ("office", "teryt", "signed_on", *RESULTS[:-1])


@login_required
@require_safe
def peers(request: HttpRequest, pk: int) -> HttpResponse:
    """Each requirement beside offices of the same kind and size, where at least five say each."""
    own = Assessment.objects.filter(organisation__in=offices_of(request.user))
    found = get_object_or_404(own.for_list(), pk=pk)
    size = size_of(found.organisation)
    standings = standings_of(found, base_of(found))
    compared = comparisons(found, standings, size) if size else []
    context = {
        "assessment": found,
        "rows": [one for one in compared if one.others],
        "hidden": sum(1 for one in compared if not one.others),
        "size": OfficeProfile.Size(size).label if size else "",
        "least": LEAST,
    }
    return render(request, "knowledge/assessment/peers.html", context)


@require_safe
def figures(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """How offices of the country, or of one voivodeship, stand; and those that are public by name."""
    version = _version(request, slug, number)
    names = places()
    place = request.GET.get("voivodeship", "")
    place = place if place in names else ""
    found = figures_of(version)
    splits = [(one.text, one.places.get(place) if place else one.country) for one in found]
    context = {
        "version": version,
        "rows": [(text, split) for text, split in splits if split],
        "hidden": sum(1 for _text, split in splits if not split),
        "places": names,
        "place": place,
        "public": _public(version),
        "least": LEAST,
    }
    return render(request, "knowledge/figures/page.html", context)


@require_safe
def figures_csv(request: HttpRequest, slug: str, number: str) -> StreamingHttpResponse:
    """Counts by requirement and voivodeship; where something may not be said, the cells are empty."""
    version = _version(request, slug, number)
    rows = open_data(figures_of(version), places())
    return csv_response(f"samooceny-{slug}-{number}.csv", HEADINGS, rows)


@require_safe
def public_offices_csv(request: HttpRequest, slug: str, number: str) -> StreamingHttpResponse:
    """What offices said whose heads let everybody see it."""
    version = _version(request, slug, number)
    rows = (
        [
            one.assessment.organisation.name,
            " ".join(place.terc for place in one.assessment.organisation.territories.all()),
            date_format(one.decided_at, "Y-m-d"),
            *(one.report["tally"][result] for result in RESULTS[:-1]),
        ]
        for one in _public(version)
    )
    return csv_response(f"samooceny-urzedow-{slug}-{number}.csv", OFFICE_HEADINGS, rows)


def _version(request: HttpRequest, slug: str, number: str) -> StandardVersion:
    versions = StandardVersion.objects.visible_to(request.user).published()
    found = versions.select_related("standard")
    return get_object_or_404(found, standard__slug=slug, number=number)


def _public(version: StandardVersion) -> Sequence[SignOff]:
    signed = SignOff.objects.made_public().filter(
        assessment__version=version, assessment__organisation__is_active=True
    )
    signed = signed.select_related("assessment__organisation")
    by_name = signed.prefetch_related("assessment__organisation__territories")
    return list(by_name.order_by("assessment__organisation__name", "pk"))
