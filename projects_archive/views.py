"""The archive as readers see it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from projects_archive.detail import project_context
from projects_archive.exports import MOST_ROWS, csv_response, project_headings, project_rows
from projects_archive.listing import ProjectSearch
from projects_archive.models import FundingLine, Project
from projects_archive.permissions import is_archive_staff


@require_safe
def project_list(request: HttpRequest) -> HttpResponse:
    public = Project.objects.filter(is_public=True)
    context = ProjectSearch(request.GET).context(public)
    if is_archive_staff(request.user):
        context |= {"is_staff": True, "unsure": FundingLine.objects.unsure().exists()}
    return render(request, "projects_archive/project_list.html", context)


@require_safe
def project_detail(request: HttpRequest, pk: int) -> HttpResponse:
    projects = Project.objects.visible_to(request.user).for_list()
    project = get_object_or_404(projects.select_related("organisation", "programme"), pk=pk)
    context = project_context(project, request.user)
    context["is_staff"] = is_archive_staff(request.user)
    return render(request, "projects_archive/project_detail.html", context)


@require_safe
def project_export(request: HttpRequest) -> HttpResponse:
    """What the list finds, as CSV: public projects only, whoever asks."""
    found = ProjectSearch(request.GET).projects(Project.objects.filter(is_public=True))
    rows = found.for_list().select_related("programme").order_by("pk")[:MOST_ROWS]
    rows = rows.iterator(chunk_size=500)
    return csv_response("projekty.csv", project_headings(), project_rows(rows))
