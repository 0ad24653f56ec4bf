"""Steps of guidance, ticked one by one."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST
from wagtail.blocks.list_block import ListValue

from knowledge.actions.checklists import tick_step
from knowledge.checklists import checklist_of
from knowledge.models import ChecklistTick, GuidancePage


@login_required
@require_POST
def checklist_tick(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick (`done`) or untick (`undone`) the step of this key; htmx gets the list as it is now."""
    page = get_object_or_404(GuidancePage.objects.visible_to(request.user), pk=pk)
    if not request.acting:
        raise PermissionDenied
    office = request.acting.organisation
    is_done = "done" in request.POST
    key = request.POST.get("done") or request.POST.get("undone", "")
    steps = _list_with(page, key)
    tick_step(page, by=request.user, organisation=office, step=key, is_done=is_done)
    if not request.htmx:
        return redirect(f"{page.url}#step-{key}")
    ticked = ChecklistTick.objects.of(request.user, office, page).values_list("step", flat=True)
    context = {"page": page, "checklist": checklist_of(steps, set(ticked))}
    return render(request, "knowledge/checklist/list.html", context)


def _list_with(page: GuidancePage, key: str) -> ListValue:
    """The list of the published page that has this step and may be ticked; Http404 otherwise."""
    for block in page.body:
        if block.block_type == "steps" and block.value.get("is_checklist"):
            steps = block.value["steps"]
            if any(one.id == key for one in steps.bound_blocks):
                return steps
    raise Http404
