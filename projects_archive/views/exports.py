"""Long lists as files: asked for, watched while they are written, fetched by their link."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.files.serving import as_download
from projects_archive.actions.exports import ask_for_file, exported_projects, remove_export
from projects_archive.listing import ProjectSearch
from projects_archive.models import ListFile


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def export_ask(request: HttpRequest, file_format: str) -> HttpResponse:
    """How long the list is, and one button: no robot that follows links makes the worker write."""
    if file_format not in ListFile.Format:
        raise Http404
    search, error = ProjectSearch(request.GET), ""
    if request.method == "POST":
        by = request.user if request.user.is_authenticated else None
        try:
            return redirect(ask_for_file(by=by, parameters=request.GET, file_format=file_format))
        except ValidationError as refusal:
            error = refusal.messages[0]
    context = {
        "format": ListFile.Format(file_format),
        "count": exported_projects(request.GET).order_by().count(),
        "labels": search.facets.labels(request.GET),
        "question": search.question,
        "list_query": search.address(),
        "error": error,
    }
    status = 422 if error else 200
    return render(request, "projects_archive/exports/ask.html", context, status=status)


@never_cache
@require_safe
def export_page(request: HttpRequest, token: str) -> HttpResponse:
    """How far the file is; HTMX asks again while it is being written."""
    found = ListFile.objects.by_link(token, request.user).select_related("file")
    template = "_state.html" if request.htmx else "page.html"
    context = {"export": get_object_or_404(found, token=token)}
    return render(request, f"projects_archive/exports/{template}", context)


@require_safe
def export_file(request: HttpRequest, token: str) -> FileResponse:
    found = ListFile.objects.by_link(token, request.user).select_related("file")
    export = get_object_or_404(found, file__isnull=False)
    if not export.file.is_served:
        raise Http404
    return as_download(export.file)


@login_required
@require_safe
def export_list(request: HttpRequest) -> HttpResponse:
    """One's own files, those being written among them."""
    found = ListFile.objects.visible_to(request.user).select_related("file")
    return render(request, "projects_archive/exports/list.html", {"exports": found})


@login_required
@require_POST
def export_delete(request: HttpRequest, token: str) -> HttpResponse:
    remove_export(get_object_or_404(ListFile.objects.visible_to(request.user), token=token))
    return redirect("projects_archive:export_list")
