"""How the help desk does, for those who supervise it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from helpdesk.models import Export
from helpdesk.reports import sheets
from helpdesk.reports.dashboard import TITLES, Dashboard
from helpdesk.reports.filters import Asked
from helpdesk.views.exports import table_response
from helpdesk.views.levels import refuse_others


@login_required
@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    """The whole page; the page itself asks for it anew every minute and takes the figures out."""
    refuse_others(request)
    asked = Asked.of(request.GET, timezone.now())
    return render(
        request, "helpdesk/dashboard/page.html", {"asked": asked, "board": Dashboard(asked)}
    )


@login_required
@require_GET
def dashboard_table(request: HttpRequest, code: str, file_format: str) -> HttpResponse:
    """One table with all its groups as a file; reports read a bounded number of tickets."""
    refuse_others(request)
    if code not in TITLES or file_format not in Export.Format:
        raise Http404
    at = timezone.now()
    board = Dashboard(Asked.of(request.GET, at))
    table = [sheets.headings(), *sheets.rows(board, code)]
    name = f"{code.replace('_', '-')}-{timezone.localdate(at):%Y-%m-%d}"
    return table_response(table, file_format=file_format, name=name)
