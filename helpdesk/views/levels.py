"""Service levels and calendars: what a change would move is shown before it is kept."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.calendars.working_time import NeverOpen
from helpdesk import permissions
from helpdesk.actions import levels as actions
from helpdesk.forms.levels import CalendarForm, LevelForm, SeenForm
from helpdesk.level_preview import preview
from helpdesk.level_setup import LevelSetup
from helpdesk.models import Calendar, Recomputation, ServiceLevel


def refuse_others(request: HttpRequest) -> None:
    if not permissions.user_supervises(request.user):
        raise Http404


@login_required
@require_GET
def levels(request: HttpRequest) -> HttpResponse:
    """All levels and calendars, and the recomputations that run or ran last."""
    refuse_others(request)
    context = {
        "levels": ServiceLevel.objects.for_list(),
        "calendars": Calendar.objects.with_hours(),
        "works": Recomputation.objects.select_related("asked_by")[:5],
    }
    return render(request, "helpdesk/levels/list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def level(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """One level, new or changed: first what it would move, then the change itself."""
    refuse_others(request)
    found = get_object_or_404(ServiceLevel.objects.for_list(), pk=pk) if pk else None
    form = LevelForm(request.POST or None, instance=found)
    context: dict[str, object] = {"form": form, "level": found}
    if request.method == "POST" and form.is_valid():
        if form.was_seen:
            actions.save_level(form.instance, by=request.user)
            return _saved(request)
        _show(context, form, LevelSetup.read().with_level(form.instance))
    return render(request, "helpdesk/levels/level.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def calendar(request: HttpRequest, slug: str = "") -> HttpResponse:
    """One calendar, new or changed, in the same two steps."""
    refuse_others(request)
    found = get_object_or_404(Calendar.objects.with_hours(), slug=slug) if slug else None
    form = CalendarForm(request.POST or None, instance=found)
    context: dict[str, object] = {"form": form, "calendar": found}
    if request.method == "POST" and form.is_valid():
        if form.was_seen or found is None:
            actions.save_calendar(form.instance, working=form.working, by=request.user)
            return _saved(request)
        _show(context, form, LevelSetup.read().with_calendar(found.pk, form.working))
    return render(request, "helpdesk/levels/calendar.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def level_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, with what would move, before a level goes away."""
    refuse_others(request)
    found = get_object_or_404(ServiceLevel.objects.for_list(), pk=pk)
    if request.method == "POST":
        actions.delete_level(found, by=request.user)
        return _saved(request)
    context = {"level": found, "preview": preview(LevelSetup.read().without_level(found))}
    return render(request, "helpdesk/levels/delete.html", context)


@login_required
@require_POST
def calendar_delete(request: HttpRequest, slug: str) -> HttpResponse:
    refuse_others(request)
    found = get_object_or_404(Calendar, slug=slug)
    try:
        actions.delete_calendar(found, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(found)
    return _saved(request)


def _show(context: dict[str, object], form: SeenForm, setup: LevelSetup) -> None:
    """Put into the page what the change would do, and the name of the values it was reckoned for."""
    try:
        found = preview(setup)
    except NeverOpen:
        form.add_error(None, _("These hours are too few: a deadline would never come."))
        return
    context |= {"preview": found, "late": found.late_at(timezone.now()), "seen": form.print}


def _saved(request: HttpRequest) -> HttpResponse:
    waiting = Recomputation.objects.filter(state=Recomputation.State.DUE).exists()
    text = _("Saved. Deadlines of open tickets follow within moments.") if waiting else _("Saved.")
    messages.success(request, text)
    return redirect("helpdesk:levels")
