"""The archive as readers see it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from projects_archive.actions.exports import MOST_AT_ONCE
from projects_archive.detail import project_context
from projects_archive.linked_data import project_data
from projects_archive.listing import ProjectSearch
from projects_archive.models import DocumentVersion, FundingLine, Project, ProjectRecord, Submission
from projects_archive.permissions import (
    is_archive_staff,
    looks_after,
    may_add_documents,
    may_publish_records,
)


@require_safe
def project_list(request: HttpRequest) -> HttpResponse:
    public = Project.objects.filter(is_public=True)
    context = ProjectSearch(request.GET).context(public)
    context["most_at_once"] = MOST_AT_ONCE
    if is_archive_staff(request.user):
        context |= {
            "is_staff": True,
            "unsure": FundingLine.objects.unsure().exists(),
            "unchecked": DocumentVersion.objects.waiting().exists(),
            "unpublished": Submission.objects.waiting().exists(),
        }
    return render(request, "projects_archive/project_list.html", context)


@require_safe
def project_detail(request: HttpRequest, pk: int) -> HttpResponse:
    projects = Project.objects.visible_to(request.user).for_list()
    project = get_object_or_404(projects.select_related("organisation", "programme"), pk=pk)
    context = project_context(project, request.user)
    context["is_staff"] = is_archive_staff(request.user)
    context["may_add"] = may_add_documents(request.user, project)
    if context["is_staff"]:
        drafts = ProjectRecord.objects.filter(project=project, has_unpublished_changes=True)
        context["draft_waits"] = drafts.exists()
    context["is_own"] = looks_after(request.user, project)
    context["may_publish"] = may_publish_records(request.user)
    context["data"] = project_data(project, context["record"], absolute=request.build_absolute_uri)
    return render(request, "projects_archive/project_detail.html", context)
