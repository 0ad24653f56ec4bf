"""What the archive gives away: files of any list, the catalogue for other portals, a feed of any list."""

import json
from collections.abc import Callable, Iterable

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from foundation.keyset import keyset_page, query
from foundation.spreadsheets import csv_response, xlsx_response
from projects_archive.actions.exports import MOST_AT_ONCE, exported_projects
from projects_archive.dcat import PAGE_SIZE, Catalogue, released_versions
from projects_archive.exports import project_entry, project_headings, project_rows
from projects_archive.listing import ProjectSearch
from projects_archive.models import Project
from projects_archive.sitemap import sitemap_entries, sitemap_files

SERIALISATIONS = {"ttl": ("turtle", "text/turtle"), "jsonld": ("json-ld", "application/ld+json")}
NEWEST = 50


def _found(request: HttpRequest):
    """What the list of this address holds: public projects only, whoever asks."""
    return ProjectSearch(request.GET).projects(Project.objects.filter(is_public=True))


@require_safe
def project_export(request: HttpRequest, file_format: str) -> HttpResponse:
    """What the list finds, as CSV, XLSX or JSON Lines; a long list leads to where it is written."""
    if file_format not in EXPORTS:
        raise Http404
    found = exported_projects(request.GET)
    if found.order_by()[: MOST_AT_ONCE + 1].count() > MOST_AT_ONCE:
        address = reverse("projects_archive:export_ask", args=[file_format])
        return redirect(address + ProjectSearch(request.GET).address())
    return EXPORTS[file_format](request, found.iterator(chunk_size=500))


def _csv(_request: HttpRequest, projects: Iterable[Project]) -> HttpResponse:
    return csv_response("projekty.csv", project_headings(), project_rows(projects))


def _xlsx(_request: HttpRequest, projects: Iterable[Project]) -> HttpResponse:
    rows, title = project_rows(projects), _("Digital projects")
    return xlsx_response("projekty.xlsx", project_headings(), rows, title=title)


def _jsonl(request: HttpRequest, projects: Iterable[Project]) -> HttpResponse:
    entries = (project_entry(one, absolute=request.build_absolute_uri) for one in projects)
    lines = (json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)
    response = StreamingHttpResponse(lines, content_type="application/jsonl; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="projekty.jsonl"'
    return response


EXPORTS: dict[str, Callable[[HttpRequest, Iterable[Project]], HttpResponse]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "jsonl": _jsonl,
}


@require_safe
def catalogue(request: HttpRequest, serialisation: str) -> HttpResponse:
    """A page of the DCAT-AP catalogue of all public projects, the oldest first."""
    if serialisation not in SERIALISATIONS:
        raise Http404
    name, content_type = SERIALISATIONS[serialisation]
    projects = Project.objects.filter(is_public=True).for_list()
    projects = projects.select_related("record", "organisation").prefetch_related("lines")
    page = keyset_page(projects, request.GET, field="id", size=PAGE_SIZE, ascending=True)
    found = Catalogue(request.build_absolute_uri)
    versions = released_versions(page.rows)
    for project in page.rows:
        found.add_project(project, versions.get(project.pk, ()))
    path = reverse("projects_archive:catalogue", args=[serialisation])
    following = path + query(after=page.older) if page.older else ""
    found.add_paging(request.get_full_path(), following)
    response = HttpResponse(found.graph.serialize(format=name), content_type=content_type)
    if following:
        response["Link"] = f'<{request.build_absolute_uri(following)}>; rel="next"'
    return response


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The files in which robots find all public projects."""
    context = {"files": [request.build_absolute_uri(one) for one in sitemap_files()]}
    template = "projects_archive/sitemap_index.xml"
    return render(request, template, context, content_type="application/xml")


@require_safe
def sitemap_part(request: HttpRequest, part: int) -> HttpResponse:
    if part >= len(sitemap_files()):
        raise Http404
    context = {"entries": sitemap_entries(part, request)}
    return render(request, "knowledge/sitemap.xml", context, content_type="application/xml")


@require_safe
def project_feed(request: HttpRequest, language: str) -> HttpResponse:
    """The newest projects of any list as Atom (RFC 4287): its choices are those of the list's address."""
    with translation.override(language):
        search = ProjectSearch(request.GET)
        list_address = reverse("projects_archive:project_list") + search.address()
        feed = Atom1Feed(
            title=": ".join([_("Digital projects"), *search.facets.labels(request.GET)][:2]),
            link=request.build_absolute_uri(list_address),
            description="Punkt Wsparcia",
            feed_url=request.build_absolute_uri(),
            language=language,
            author_name="Punkt Wsparcia",
        )
        for project in _found(request).order_by("-added_at", "-pk")[:NEWEST]:
            _add_entry(feed, project, request)
        return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _add_entry(feed: Atom1Feed, project: Project, request: HttpRequest) -> None:
    address = request.build_absolute_uri(project.get_absolute_url())
    host = request.get_host().partition(":")[0]
    feed.add_item(
        title=project.title,
        link=address,
        description=project.beneficiary or project.get_beneficiary_kind_display(),
        unique_id=f"tag:{host},2026:project-{project.pk}",
        pubdate=project.added_at,
        updateddate=project.added_at,
    )
