"""Changing many tickets of the list at once, and taking it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from helpdesk import actions, permissions
from helpdesk.desk import bulk
from helpdesk.models import BulkChange, Queue, Tag
from helpdesk.views.desk.lists import kept_query


@login_required
@require_GET
def desk_bulk_choices(request: HttpRequest) -> HttpResponse:
    """The field with everything that can be changed, fetched when the first ticket is selected."""
    if not permissions.user_is_staff(request.user):
        raise Http404
    choices = bulk.choices(request.user, Queue.objects.active(), Tag.objects.active())
    context = {"choices": choices}
    return render(request, "helpdesk/desk/bulk_choices.html", context)


@login_required
@require_POST
def desk_bulk(request: HttpRequest) -> HttpResponse:
    """Change the selected tickets and return to the list, which says what came of it."""
    if not permissions.user_is_staff(request.user):
        raise Http404
    what, _colon, value = request.POST.get("change", "").partition(":")
    at = timezone.now()
    tickets = bulk.chosen(request.user, request.POST.getlist("ticket"))
    try:
        change = actions.change_many(tickets, by=request.user, what=what, value=value, at=at)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return _to_list(request)
    bulk.work_off(change, at=at)
    return _to_list(request, change)


@login_required
@require_GET
def desk_bulk_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a change has come; asked for every second while it is not over."""
    found = bulk.progress(request.user, str(pk), at=timezone.now())
    if found is None:
        raise Http404
    return render(request, "helpdesk/desk/bulk_progress.html", {"bulk": found})


@login_required
@require_POST
def desk_bulk_undo(request: HttpRequest, pk: int) -> HttpResponse:
    change = get_object_or_404(BulkChange.objects.visible_to(request.user), pk=pk)
    at = timezone.now()
    try:
        back = actions.undo(change, by=request.user, at=at)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return _to_list(request, change)
    bulk.work_off(back, at=at)
    return _to_list(request, back)


def _to_list(request: HttpRequest, change: BulkChange | None = None) -> HttpResponse:
    """The list one came from, with what came of the change."""
    query = kept_query(QueryDict(request.POST.get("kept", "")[:500]))
    if change:
        query["bulk"] = change.pk
    return redirect(f"{reverse('helpdesk:desk')}?{query.urlencode()}")
