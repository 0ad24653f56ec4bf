"""What editors have to see to: law that changed below a text, overdue reviews, pages that lead nowhere."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.keyset import keyset_page
from foundation.searched import one_line
from knowledge.actions.reviews import finish_review
from knowledge.models import GuidancePage, ReviewTask
from knowledge.permissions import may_write

PAGE_SIZE = 50


@login_required
@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    if not may_write(request.user):
        raise PermissionDenied
    tasks = ReviewTask.objects.open().for_list()
    page = keyset_page(tasks, request.GET, field="opened_at", size=PAGE_SIZE)
    overdue = [one for one in GuidancePage.objects.reviewed() if one.is_overdue]
    context = {
        "tasks": page.rows,
        "overdue": overdue,
        "for_nobody": GuidancePage.objects.for_nobody(),
        "without_requirement": GuidancePage.objects.without_requirement(),
        **page.addresses(),
    }
    return render(request, "knowledge/reviews.html", context)


@login_required
@require_POST
def review_done(request: HttpRequest, pk: int) -> HttpResponse:
    if not may_write(request.user):
        raise PermissionDenied
    task = get_object_or_404(ReviewTask, pk=pk)
    finish_review(task, by=request.user, note=one_line(request.POST.get("note", "")))
    messages.success(request, _("Noted: it was read again."))
    return redirect("knowledge:reviews")
