"""Lists as files: small ones at once, large ones by the worker, with progress."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from foundation.spreadsheets import csv_response, xlsx_response
from helpdesk import permissions
from helpdesk.actions.exports import MOST_AT_ONCE, ask_export, remove_export
from helpdesk.list_files.rows import headings, rows, tickets_of
from helpdesk.models import Export


@login_required
@require_GET
def exports(request: HttpRequest) -> HttpResponse:
    """One's own exports; HTMX asks for the rows again while one is being written."""
    found = Export.objects.visible_to(request.user).select_related("file")[:50]
    template = "helpdesk/exports/rows.html" if request.htmx else "helpdesk/exports/list.html"
    is_busy = any(one.state == Export.State.DUE for one in found)
    context = {"exports": found, "is_busy": is_busy}
    context["is_staff"] = permissions.user_is_staff(request.user)
    return render(request, template, context)


@login_required
@require_GET
def export(request: HttpRequest, source: str, file_format: str) -> HttpResponse:
    """The list of the address as a file, or a promise of one where it is long."""
    if source not in Export.Source or file_format not in Export.Format:
        raise Http404
    if source == Export.Source.DESK and not permissions.user_is_staff(request.user):
        raise Http404
    asked = {"source": source, "parameters": request.GET}
    at = timezone.now()
    tickets = tickets_of(source, request.user, request.GET, at=at)
    found = list(tickets[: MOST_AT_ONCE + 1])
    if len(found) > MOST_AT_ONCE:
        ask_export(by=request.user, file_format=file_format, at=at, **asked)
        return redirect("helpdesk:exports")
    name = f"{_('tickets')}-{timezone.localdate():%Y-%m-%d}"
    return table_response([headings(), *rows(found)], file_format=file_format, name=name)


@login_required
@require_POST
def export_delete(request: HttpRequest, pk: int) -> HttpResponse:
    remove_export(get_object_or_404(Export.objects.visible_to(request.user), pk=pk))
    return redirect("helpdesk:exports")


def table_response(
    table: list, *, file_format: str, name: str
) -> FileResponse | StreamingHttpResponse:
    """A small table as a file: headings first."""
    first, *others = table
    if file_format == Export.Format.XLSX:
        response = xlsx_response(f"{name}.xlsx", first, others, title=name)
    else:
        response = csv_response(f"{name}.csv", first, others)
    response["Cache-Control"] = "private, no-store"
    return response
