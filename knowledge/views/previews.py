"""A draft behind a link, for a reviewer without an account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from knowledge.site.previews import keep, preview_of


@require_safe
def page_preview(request: HttpRequest, token: str) -> HttpResponse:
    preview = preview_of(token, at=timezone.now())
    if preview is None:
        response = render(request, "knowledge/preview_over.html", status=404)
    else:
        keep(request, token)
        shown = {"preview_until": preview.until}
        response = preview.draft.make_preview_request(request, extra_request_attrs=shown)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
