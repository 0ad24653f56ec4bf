"""Map and statistics of public projects, each picture with its table and a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from foundation.accounts.models import Territory
from foundation.spreadsheets import csv_response
from projects_archive import figures


@require_safe
def project_map(request: HttpRequest) -> HttpResponse:
    """Where projects run: all voivodeships, or the powiats of the one in the address."""
    place, rows = _places(request)
    highest = max((row.touching for row in rows if row.code), default=0) or 1
    context = {
        "place": place,
        "rows": rows,
        "tiles": () if place else figures.country_tiles(rows),
        "shown": [(row, round(100 * row.touching / highest) if row.code else 0) for row in rows],
        "total": sum((row.contribution for row in rows), 0),
        "projects": sum(row.only_here for row in rows),
    }
    return render(request, "projects_archive/figures/map.html", context)


def _places(request: HttpRequest):
    code = request.GET.get("voivodeship", "")
    level = Territory.Level.VOIVODESHIP
    place = get_object_or_404(Territory, level=level, terc=code) if code else None
    return place, figures.place_rows(code)


@require_safe
def map_csv(request: HttpRequest) -> HttpResponse:
    place, rows = _places(request)
    name = f"projekty-{place.terc if place else 'wojewodztwa'}.csv"
    headings = (_("Code"), _("Place"), _("Projects there"), _("Only there"), _("EU contribution"))
    cells = ((one.code, one.name, one.touching, one.only_here, one.contribution) for one in rows)
    return csv_response(name, headings, cells)


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """What was paid for: by topic, by year, by programme."""
    titles = {
        "topic": _("By topic"),
        "year": _("By year of beginning"),
        "programme": _("By programme"),
    }
    context = {
        "tables": [(group, titles[group], figures.rows_by(group)) for group in figures.GROUPS],
        "total": figures.total(),
    }
    return render(request, "projects_archive/figures/statistics.html", context)


@require_safe
def statistics_csv(request: HttpRequest, group: str) -> HttpResponse:
    if group not in figures.GROUPS:
        raise Http404
    rows = ((one.label, one.projects, one.contribution) for one in figures.rows_by(group))
    return csv_response(
        f"projekty-{group}.csv", (_("Group"), _("Projects"), _("EU contribution")), rows
    )
