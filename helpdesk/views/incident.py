"""Reporting an incident: what to do at once, whom the law names, and the way in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from helpdesk.incident_help import ADVICE, OFFICIAL_CHANNELS


@require_GET
def incident(request: HttpRequest) -> HttpResponse:
    """For everybody, also without signing in: first that this is no report to an authority."""
    context = {"advice": ADVICE, "channels": OFFICIAL_CHANNELS}
    return render(request, "helpdesk/incident.html", context)
