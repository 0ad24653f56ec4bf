"""The log of the set-up, for supervisors."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from foundation.keyset import keyset_page
from helpdesk import setup_log
from helpdesk.views.levels import refuse_others

PAGE = 50


@login_required
@require_GET
def changes(request: HttpRequest) -> HttpResponse:
    """What was changed, by whom and when, newest first."""
    refuse_others(request)
    page = keyset_page(setup_log.entries(), request.GET, field="timestamp", size=PAGE)
    context = {"entries": page.rows, **page.addresses()}
    return render(request, "helpdesk/supervision/changes.html", context)
