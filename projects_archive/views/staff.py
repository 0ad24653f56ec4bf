"""The archive as those who look after it see it: imports, refused rows, lines to decide."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.keyset import keyset_page
from foundation.spreadsheets import csv_response
from projects_archive.actions.judging import judge_line, withdraw_judgement
from projects_archive.actions.records import start_record
from projects_archive.exports import refused_headings, refused_rows
from projects_archive.models import FundingLine, ImportRun, Project
from projects_archive.permissions import archive_staff_only

RUNS_SHOWN, REFUSED_SHOWN, LINES_SHOWN = 20, 50, 20


@require_safe
@archive_staff_only
def import_list(request: HttpRequest) -> HttpResponse:
    runs = ImportRun.objects.visible_to(request.user).select_related("project_list")
    page = keyset_page(runs, request.GET, field="id", size=RUNS_SHOWN)
    context = {
        "runs": page.rows,
        "unsure": FundingLine.objects.unsure().count(),
        **page.addresses(),
    }
    return render(request, "projects_archive/import_list.html", context)


@require_safe
@archive_staff_only
def import_report(request: HttpRequest, pk: int) -> HttpResponse:
    runs = ImportRun.objects.visible_to(request.user).select_related("project_list", "started_by")
    run = get_object_or_404(runs, pk=pk)
    refused = run.refused_rows.select_related("source_row").order_by("source_row__row_number")
    context = {
        "run": run,
        "is_done": run.state == ImportRun.State.DONE,
        "refused": refused[:REFUSED_SHOWN],
        "refused_shown": REFUSED_SHOWN,
        "vanished": run.vanished_lines.order_by("title")[:REFUSED_SHOWN],
    }
    return render(request, "projects_archive/import_report.html", context)


@require_safe
@archive_staff_only
def import_refused(request: HttpRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(ImportRun.objects.visible_to(request.user), pk=pk)
    refused = run.refused_rows.select_related("source_row").order_by("source_row__row_number")
    rows = refused_rows(refused.iterator(chunk_size=500))
    return csv_response(f"import-{run.pk}.csv", refused_headings(), rows)


@require_safe
@archive_staff_only
def review(request: HttpRequest) -> HttpResponse:
    """Lines that the rules could not decide, the largest grants first."""
    lines = FundingLine.objects.visible_to(request.user).unsure()
    page = keyset_page(lines, request.GET, field="id", size=LINES_SHOWN)
    decided = FundingLine.objects.visible_to(request.user).exclude(judged_at=None)
    context = {
        "lines": page.rows,
        "total": lines.count(),
        "decided": decided.select_related("judged_by").order_by("-judged_at", "-pk")[:5],
        **page.addresses(),
    }
    return render(request, "projects_archive/review.html", context)


@require_POST
@archive_staff_only
def line_judge(request: HttpRequest, pk: int) -> HttpResponse:
    line = get_object_or_404(FundingLine.objects.visible_to(request.user), pk=pk)
    verdict = request.POST.get("verdict")
    try:
        if verdict not in (FundingLine.Verdict.DIGITAL, FundingLine.Verdict.NOT_DIGITAL):
            raise ValidationError(_("Say whether the project is digital or not."))
        is_digital = verdict == FundingLine.Verdict.DIGITAL
        line = judge_line(line, by=request.user, is_digital=is_digital)
    except ValidationError as error:
        return _answer(request, line, error=error.messages[0])
    return _answer(request, line)


@require_POST
@archive_staff_only
def line_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    line = get_object_or_404(FundingLine.objects.visible_to(request.user), pk=pk)
    try:
        line = withdraw_judgement(line, by=request.user)
    except ValidationError as error:
        return _answer(request, line, error=error.messages[0])
    return _answer(request, line)


@require_POST
@archive_staff_only
def project_describe(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the project's record in the editor."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    record = start_record(project, by=request.user)
    return redirect("wagtailsnippets_projects_archive_projectrecord:edit", record.pk)


def _answer(request: HttpRequest, line: FundingLine, *, error: str = "") -> HttpResponse:
    """The row as it stands now, alone for HTMX."""
    if request.htmx:
        context = {"line": line, "error": error}
        return render(request, "projects_archive/_review_row.html", context)
    if error:
        messages.error(request, error)
    else:
        messages.success(request, _("Saved: %(title)s") % {"title": line.title})
    return redirect("projects_archive:review")
