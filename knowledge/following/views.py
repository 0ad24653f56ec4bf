"""What changed lately, of everything or of one subject."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from knowledge.following.changes import REACHES_BACK, changes_of
from knowledge.following.subjects import subject_of


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    subject = subject_of(request.GET)
    if subject is None:
        raise Http404
    items = changes_of(subject, timezone.now() - REACHES_BACK)
    context = {"subject": subject, "items": items, "query": request.GET}
    return render(request, "knowledge/following/changes.html", context)
