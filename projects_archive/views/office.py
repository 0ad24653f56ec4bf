"""The projects of one's office: what the lists say, the description, its way to publication."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.accounts.models import Organisation
from foundation.posted import posted_key, posted_text
from projects_archive.actions import office as actions
from projects_archive.actions.records import start_record
from projects_archive.documents import expected_documents, shown_documents
from projects_archive.forms.office import DescriptionForm
from projects_archive.models import FundingLine, LineStatement, Project, ProjectRecord, Submission
from projects_archive.office_projects import lines_with_statements, office_list, projects_of_offices


@require_GET
@login_required
def office_projects(request: HttpRequest) -> HttpResponse:
    """All projects of the offices this person coordinates; who coordinates none learns how to."""
    context = office_list(request.user, request.GET)
    context["coordinates"] = Organisation.objects.coordinated_by(request.user).exists()
    return render(request, "projects_archive/office/list.html", context)


def _project(request: HttpRequest, pk: int) -> Project:
    projects = projects_of_offices(request.user).select_related("organisation", "record")
    return get_object_or_404(projects, pk=pk)


def _record(request: HttpRequest, pk: int) -> ProjectRecord:
    """The record of a project of one's office, begun now if there is none."""
    return start_record(_project(request, pk), by=request.user)


@require_GET
@login_required
def office_project(request: HttpRequest, pk: int) -> HttpResponse:
    """What the lists say about one project, what is written, and what is missing."""
    project = _project(request, pk)
    record = getattr(project, "record", None)
    documents = shown_documents(project, request.user)
    context = {
        "project": project,
        "record": record,
        "draft": record.get_latest_revision_as_object() if record else None,
        "lines": lines_with_statements(project),
        "verdicts": LineStatement.Verdict.choices,
        "documents": documents,
        "expected": expected_documents(documents),
        "submission": record.submissions.first() if record else None,
        "may_add": True,
        "reuses_to_confirm": project.reuses.waiting().select_related("organisation"),
        "open_enquiries": project.enquiries.open().select_related("organisation"),
    }
    return render(request, "projects_archive/office/project.html", context)


@require_POST
@login_required
def line_state(request: HttpRequest, pk: int) -> HttpResponse:
    line = get_object_or_404(
        FundingLine.objects.filter(project__in=projects_of_offices(request.user)), pk=pk
    )
    verdict, note = request.POST.get("verdict", ""), posted_text(request, "note")
    try:
        actions.state_line(line, by=request.user, verdict=verdict, note=note)
        messages.success(request, _("Noted. Thank you."))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("projects_archive:office_project", line.project_id)


@require_http_methods(["GET", "POST"])
@login_required
def office_describe(request: HttpRequest, pk: int) -> HttpResponse:
    """The description: saved while it is written, sent when it is ready."""
    project = _project(request, pk)
    if request.method == "POST":
        record = start_record(project, by=request.user)
        form = DescriptionForm(request.POST, instance=record.get_latest_revision_as_object())
        if form.is_valid() and _saved_and_sent(request, record, form):
            return redirect("projects_archive:office_project", pk)
    else:
        record = getattr(project, "record", None) or ProjectRecord(project=project)
        form = DescriptionForm(instance=record.get_latest_revision_as_object())
    context = {
        "project": project,
        "form": form,
        "revision": record.latest_revision_id or "",
        "is_waiting": bool(record.pk) and record.submissions.waiting().exists(),
    }
    status = 422 if form.errors else 200
    return render(request, "projects_archive/office/describe.html", context, status=status)


def _saved_and_sent(request: HttpRequest, record: ProjectRecord, form: DescriptionForm) -> bool:
    """Keep the draft and send it where that was asked for; False with the reason in the form."""
    try:
        _keep(request, record, form)
        if "send" in request.POST:
            actions.send_for_publication(record, by=request.user)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    sent = "send" in request.POST
    messages.success(
        request,
        _("Sent. A reviewer will look at it.") if sent else _("Saved. Only your office sees it."),
    )
    return True


def _keep(request: HttpRequest, record: ProjectRecord, form: DescriptionForm):
    return actions.save_draft(
        record,
        by=request.user,
        written=form.cleaned_data,
        seen_revision=posted_key(request, "revision") or None,
    )


@require_POST
@login_required
def office_keep(request: HttpRequest, pk: int) -> JsonResponse:
    """Save while somebody writes: what is right is kept, what is not yet right waits."""
    record = _record(request, pk)
    form = DescriptionForm(request.POST, instance=record.get_latest_revision_as_object())
    form.is_valid()
    try:
        revision = _keep(request, record, form)
    except ValidationError as error:
        return JsonResponse({"error": error.messages[0]})
    moment = timezone.localtime()
    return JsonResponse(
        {"kept": _("Saved at %(time)s") % {"time": f"{moment:%H:%M}"}, "revision": revision.pk}
    )


@require_POST
@login_required
def submission_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    submission = get_object_or_404(Submission.objects.visible_to(request.user), pk=pk)
    try:
        actions.take_back(submission, by=request.user)
        messages.success(request, _("Taken back. You can go on writing."))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    if not projects_of_offices(request.user).filter(pk=submission.record.project_id).exists():
        raise Http404
    return redirect("projects_archive:office_describe", submission.record.project_id)
