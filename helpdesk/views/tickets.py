"""The requester's pages: own tickets and the office's."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from helpdesk.models import Ticket


@login_required
def ticket(request: HttpRequest, reference: str) -> HttpResponse:
    ticket = get_object_or_404(Ticket.objects.visible_to(request.user), reference=reference)
    return render(request, "helpdesk/ticket.html", {"ticket": ticket})
