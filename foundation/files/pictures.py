"""Copies of pictures, as pages show them: read by everybody who has the address, found by nobody else.

This module is loaded while Wagtail's models are, and imports none.
"""

import secrets
from pathlib import PurePath

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.http import HttpRequest, HttpResponse
from django.views.static import serve

FOLDER = "images"  # of MEDIA_ROOT; beside it lie originals and files, which are not for everybody


class PictureStorage(FileSystemStorage):
    """Gives every copy a name that cannot be guessed: it may belong to a draft."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        path = PurePath(name)
        named = path.with_stem(f"{path.stem}-{secrets.token_urlsafe(12)}")
        return super().get_available_name(str(named), max_length)


def picture(request: HttpRequest, path: str) -> HttpResponse:
    """One copy; what lies under a name never changes."""
    response = serve(request, path, document_root=settings.MEDIA_ROOT / FOLDER)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
