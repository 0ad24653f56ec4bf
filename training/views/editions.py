"""A signed-in person waits for the next session of a course, or no longer does."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.telling import telling
from training import actions
from training.models import Course


@login_required
@require_POST
def edition_await(request: HttpRequest, slug: str) -> HttpResponse:
    course = get_object_or_404(Course.objects.visible_to(request.user), slug=slug)
    acting = request.acting or None
    office, mandate = (acting.organisation, acting.mandate) if acting else (None, None)
    with telling(request, _("We write to you once, when a new session is announced.")):
        actions.await_edition(course, by=request.user, organisation=office, mandate=mandate)
    return redirect(course)


@login_required
@require_POST
def edition_stop(request: HttpRequest, slug: str) -> HttpResponse:
    course = get_object_or_404(Course.objects.visible_to(request.user), slug=slug)
    actions.stop_awaiting(course, by=request.user)
    messages.success(request, _("You will not be told of new sessions of this course."))
    return redirect("training:my_enrolments" if request.POST.get("from") == "my" else course)
