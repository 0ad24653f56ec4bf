"""Beside the text that somebody writes: its preview, and files that come before it is sent."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from helpdesk import citations, markdown
from helpdesk.actions.conversation import LONGEST_BODY
from helpdesk.actions.uploads import discard_upload, keep_upload
from knowledge.law import citing


@login_required
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The text as it will look: by the same renderer, with the same citation blocks."""
    sources = citing.take(request.POST.getlist("citations")[:10], user=request.user)
    context = {
        "html": markdown.render(request.POST.get("body", "")[:LONGEST_BODY]),
        "blocks": [citations.Block(citations.written(source)) for source in sources],
    }
    return render(request, "helpdesk/writing/preview.html", context)


@login_required
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Keep one file until the text is sent; a refusal says why, as JSON for the script that sent it."""
    file = request.FILES.get("file")
    if file is None:
        return JsonResponse({"error": ""}, status=400)
    try:
        kept = keep_upload(file, name=file.name, by=request.user)
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)}, status=400)
    return render(request, "helpdesk/writing/upload.html", {"upload": kept})


@login_required
@require_POST
def upload_remove(request: HttpRequest, file_id: UUID) -> HttpResponse:
    discard_upload(file_id, by=request.user)
    return HttpResponse(status=204)
