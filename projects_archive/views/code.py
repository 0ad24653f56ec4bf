"""publiccode.yml: bringing one in, deciding about it, and giving out our own."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.keyset import keyset_page
from foundation.posted import posted_key
from projects_archive.actions import code as actions
from projects_archive.code_pages import label_of, other_remarks, rows_of
from projects_archive.forms.code import CodeForm
from projects_archive.models import CodeFile, CodeWatch, Project, ProjectRecord
from projects_archive.permissions import archive_staff_only, looks_after, may_describe
from projects_archive.publiccode.specification import missing_of
from projects_archive.publiccode.writing import CONTENT_TYPE, write_publiccode

FILES_SHOWN, SOURCES_SHOWN = 5, 20


def _project(request: HttpRequest, pk: int) -> Project:
    projects = Project.objects.of_interest_to(request.user).select_related("organisation")
    project = get_object_or_404(projects, pk=pk)
    if not may_describe(request.user, project):
        raise Http404
    return project


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def code_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of a project: where it comes from, what came, and a form for another one."""
    project = _project(request, pk)
    form = CodeForm(request.POST, request.FILES) if request.method == "POST" else CodeForm()
    if form.is_valid():
        try:
            return redirect(_taken_in(request, project, form))
        except ValidationError as error:
            form.add_error("file" if form.cleaned_data["file"] else "url", error.messages[0])
    record = ProjectRecord.objects.filter(project=project).first()
    draft = record.get_latest_revision_as_object() if record else ProjectRecord(project=project)
    context = {
        "project": project,
        "form": form,
        "source": CodeWatch.objects.filter(project=project).first(),
        "files": project.code_files.defer("content")[:FILES_SHOWN],
        "missing": [label_of(name) for name in draft.missing_for_publiccode],
        "is_own": looks_after(request.user, project),
    }
    template = (
        "projects_archive/code/_state.html" if request.htmx else "projects_archive/code/page.html"
    )
    return render(request, template, context, status=422 if form.errors else 200)


def _taken_in(request: HttpRequest, project: Project, form: CodeForm) -> object:
    """Where to go on: to the file that was read, or back to the page while it is fetched."""
    given = form.cleaned_data
    if file := given["file"]:
        return actions.add_code_file(
            project, by=request.user, content=file.read(), name=file.name[:100]
        ).get_absolute_url()
    actions.name_source(project, by=request.user, url=given["url"], is_watched=given["is_watched"])
    return request.path


def _file(request: HttpRequest, pk: int) -> CodeFile:
    files = CodeFile.objects.visible_to(request.user).select_related("project", "decided_by")
    return get_object_or_404(files, pk=pk)


@require_safe
@login_required
def code_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A file beside the draft: what it would change, and what is wrong with it."""
    file = _file(request, pk)
    record = ProjectRecord.objects.filter(project=file.project_id).first()
    draft = record.get_latest_revision_as_object() if record else None
    context = {
        "file": file,
        "project": file.project,
        "rows": rows_of(file, draft),
        "others": other_remarks(file),
        "revision": record.latest_revision_id if record else "",
        "is_waiting": file.state == CodeFile.State.WAITING,
        "is_own": looks_after(request.user, file.project),
    }
    return render(request, "projects_archive/code/file.html", context)


@require_POST
@login_required
def code_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what was chosen into the draft and go on to it."""
    file, names = _file(request, pk), request.POST.getlist("take")
    revision = posted_key(request, "revision") or None
    return _decided(
        request,
        file,
        lambda: actions.take_code(file, by=request.user, names=names, seen_revision=revision),
        _("Taken into the draft. Readers see it after a reviewer has published it."),
    )


@require_POST
@login_required
def code_leave(request: HttpRequest, pk: int) -> HttpResponse:
    file = _file(request, pk)
    said = _("Nothing was taken from this file.")
    return _decided(request, file, lambda: actions.leave_code(file, by=request.user), said)


def _decided(
    request: HttpRequest, file: CodeFile, action: Callable[[], object], said: str
) -> HttpResponse:
    try:
        action()
        messages.success(request, said)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect(file)
    return redirect("projects_archive:code", file.project_id)


@require_POST
@login_required
def source_forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at the address of a project no more."""
    source = get_object_or_404(CodeWatch.objects.visible_to(request.user), project=pk)
    actions.forget_source(source, by=request.user)
    messages.success(request, _("The address is no longer looked at."))
    return redirect("projects_archive:code", pk)


@require_safe
@archive_staff_only
def source_list(request: HttpRequest) -> HttpResponse:
    """Every address that is looked at, and the files that wait for a decision."""
    sources = CodeWatch.objects.visible_to(request.user).select_related("project")
    page = keyset_page(sources, request.GET, field="id", size=SOURCES_SHOWN)
    waiting = CodeFile.objects.visible_to(request.user).waiting()
    context = {
        "sources": page.rows,
        "waiting": waiting.select_related("project").defer("content")[:SOURCES_SHOWN],
        **page.addresses(),
    }
    return render(request, "projects_archive/code/sources.html", context)


@require_safe
def publiccode(request: HttpRequest, pk: int) -> HttpResponse:
    """The publiccode.yml of a published record that says everything the specification asks for."""
    records = ProjectRecord.objects.filter(live=True, project__is_public=True)
    values = get_object_or_404(records, project=pk).code_values()
    if missing_of(values):
        raise Http404
    return HttpResponse(write_publiccode(values), content_type=CONTENT_TYPE)
