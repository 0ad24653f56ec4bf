"""How private bytes are handed over, whoever decided that they may be."""

from django.http import FileResponse

from foundation.files.models import StoredFile


def as_download(file: StoredFile) -> FileResponse:
    """`file` to keep, never to be shown or run inside the site's own pages."""
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
