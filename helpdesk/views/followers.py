"""Who else hears of a ticket, for its requester; and the way out for the reader of a copy."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.posted import posted_key
from foundation.telling import telling
from helpdesk import actions, follower_notices, followers
from helpdesk.models import CopyAddress, Watcher
from helpdesk.views.tickets import ticket_for


@login_required
@require_POST
def ticket_invite(request: HttpRequest, reference: str) -> HttpResponse:
    """Let somebody of the office hear of the ticket; offered are only those who may read it."""
    ticket = ticket_for(request, reference)
    user = followers.colleagues(ticket).filter(pk=posted_key(request, "user")).first()
    if user is None:
        messages.error(request, _("Choose somebody of the list."))
        return redirect(ticket)
    with telling(request):
        actions.invite(ticket, by=request.user, user=user)
        messages.success(request, _("%(name)s will hear of every answer.") % {"name": user})
    return redirect(ticket)


@login_required
@require_POST
def ticket_watcher_remove(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    ticket = ticket_for(request, reference)
    watchers = Watcher.objects.visible_to(request.user).filter(ticket=ticket)
    actions.stop_watching(get_object_or_404(watchers, pk=pk), by=request.user)
    messages.success(request, _("Follows the ticket no more."))
    return redirect(ticket)


@login_required
@require_POST
def ticket_copy_remove(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """The requester decides who reads along: any address can be taken off."""
    ticket = ticket_for(request, reference)
    copies = CopyAddress.objects.visible_to(request.user).filter(ticket=ticket)
    actions.remove_copy(get_object_or_404(copies, pk=pk), by=request.user)
    messages.success(request, _("No more copies to this address."))
    return redirect(ticket)


@require_http_methods(["GET", "POST"])
def copy_stop(request: HttpRequest, token: str) -> HttpResponse:
    """The reader of a copy wants no more of them: no account needed, the link proves the address."""
    copy = follower_notices.copy_of(token)
    if request.method == "POST" and copy:
        actions.remove_copy(copy, by=None)
        copy = None
    return render(request, "helpdesk/followers/stop.html", {"copy": copy})
