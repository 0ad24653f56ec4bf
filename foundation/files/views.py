from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from foundation.files.models import StoredFile
from foundation.files.owners import is_visible_to


@require_safe
def download(request: HttpRequest, pk: str) -> FileResponse:
    """Hand over a private file, never to be shown or run inside the site's own pages."""
    file = get_object_or_404(StoredFile, pk=pk)
    if not is_visible_to(file, request.user):
        raise Http404
    response = FileResponse(
        file.content.open("rb"),
        as_attachment=True,
        filename=file.name,
        content_type=file.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
