"""The register of systems."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knowledge.actions.system_use import declare_use
from knowledge.actions.systems import change_system_state
from knowledge.forms import SystemStateForm
from knowledge.models import GuidancePage, RequirementText, Solution, System, SystemUse
from knowledge.permissions import may_write
from knowledge.related import related_to_system
from knowledge.system_list import system_listing


@require_safe
def system_list(request: HttpRequest) -> HttpResponse:
    return render(request, "knowledge/system_list.html", system_listing(request.user, request.GET))


@require_safe
def system(request: HttpRequest, slug: str) -> HttpResponse:
    found = _system(request, slug)
    form = SystemStateForm(instance=found) if may_write(request.user) else None
    return render(request, "knowledge/system.html", _context(request, found, form))


@require_POST
def system_state(request: HttpRequest, slug: str) -> HttpResponse:
    """Say how the system works now; the action refuses those who may not."""
    found = _system(request, slug)
    if not may_write(request.user):
        raise PermissionDenied
    form = SystemStateForm(request.POST, instance=_system(request, slug))
    if not form.is_valid():
        return render(request, "knowledge/system.html", _context(request, found, form), status=422)
    change_system_state(found, by=request.user, **form.cleaned_data)
    messages.success(request, _("The state of the system was saved."))
    return redirect(found)


@login_required
@require_POST
def system_use(request: HttpRequest, slug: str) -> HttpResponse:
    """The office one acts for works with this system, or no longer."""
    found = _system(request, slug)
    if not request.acting:
        raise PermissionDenied
    is_used = request.POST.get("is_used") == "1"
    office = request.acting.organisation
    declare_use(found, by=request.user, organisation=office, is_used=is_used)
    messages.success(request, _("Saved. You see its difficulties on the pages of tickets."))
    return redirect(found)


def _system(request: HttpRequest, slug: str) -> System:
    return get_object_or_404(System.objects.visible_to(request.user), slug=slug)


def _context(request: HttpRequest, system: System, form: SystemStateForm | None) -> dict:
    texts = RequirementText.objects.in_force(timezone.localdate()).with_version()
    guidance = GuidancePage.objects.visible_to(request.user).in_language()
    acting = request.acting if request.user.is_authenticated else None
    office = acting.organisation if acting else None
    return {
        "office": office,
        "is_used": office is not None
        and SystemUse.objects.filter(system=system, organisation=office).exists(),
        "system": system,
        "form": form,
        "responsibilities": system.responsibilities.all(),
        "sends": system.connections_out.select_related("target").order_by("target__name"),
        "receives": system.connections_in.select_related("source").order_by("source__name"),
        "texts": texts.filter(requirement__systems=system).order_by("version", "position"),
        "guidance": guidance.filter(systems=system).for_list(),
        "solutions": Solution.objects.visible_to(request.user).filter(system=system),
        "related": related_to_system(system, request.user),
    }
