"""Pages for anonymous readers: kept by language and content version, answered 304 when not modified.

Nothing is kept for people who are signed in, nor an answer that sets a cookie (a form's token). What is
kept lives at most five minutes, so that a new release or an edited name shows without anybody's doing.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import get_language

SECONDS = 300

T = TypeVar("T")


@dataclass(frozen=True)
class Kept:
    content: bytes
    tag: str


def kept(request: HttpRequest, *, version: Callable[[], int]) -> HttpResponse | None:
    """What is kept for this address: asked before anything is known of the page itself."""
    if not _is_for_anybody(request):
        return None
    request.content_version = version()
    found = caches["pages"].get(_key(request))
    return _told(request, HttpResponse(found.content), found.tag) if found else None


def answer(
    request: HttpRequest,
    render: Callable[[], HttpResponse],
    *,
    version: Callable[[], int],
    is_live: bool = False,
) -> HttpResponse:
    """The page that `render` makes, kept or not modified where that is safe.

    `is_live` pages show what changes without a publication (free places, incidents): they are made anew
    each time, but still answer 304 to a reader who already has the same bytes.
    """
    if not _is_for_anybody(request):
        response = render()
        patch_cache_control(response, private=True, no_cache=True)
        return response
    found = None if is_live or _was_looked_for(request) else kept(request, version=version)
    if found:
        return found
    response = _rendered(render())
    if response.status_code != 200 or response.streaming:
        return _told(request, response, "")
    tag = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    if not is_live and not _sets_cookie(request, response):
        caches["pages"].set(_key(request), Kept(response.content, tag), SECONDS)
    return _told(request, response, tag)


def shared(name: str, make: Callable[[], T], *, version: int) -> T:
    """What `make` gives all readers of one content version, language and day; never an open query."""
    key = _hashed(name, get_language(), version, timezone.localdate())
    return caches["pages"].get_or_set(key, make, SECONDS)


def _is_for_anybody(request: HttpRequest) -> bool:
    return request.method in ("GET", "HEAD") and not request.user.is_authenticated


def _rendered(response: HttpResponse) -> HttpResponse:
    return response.render() if hasattr(response, "render") else response


def _sets_cookie(request: HttpRequest, response: HttpResponse) -> bool:
    return bool(response.cookies or request.META.get("CSRF_COOKIE_NEEDS_UPDATE"))


def _was_looked_for(request: HttpRequest) -> bool:
    return hasattr(request, "content_version")


def _key(request: HttpRequest) -> str:
    """By address, language, day (a review becomes overdue at midnight), and the content version as it was
    before the page was made.
    """
    address, version = request.build_absolute_uri(), request.content_version
    return _hashed(address, get_language(), version, timezone.localdate())


def _hashed(*facts: object) -> str:
    return hashlib.sha256("\n".join(map(str, facts)).encode()).hexdigest()


def _told(request: HttpRequest, response: HttpResponse, tag: str) -> HttpResponse:
    patch_vary_headers(response, ("Cookie", "Accept-Language"))
    patch_cache_control(response, max_age=0, must_revalidate=True)
    if not tag:
        return response
    response["ETag"] = tag
    return get_conditional_response(request, etag=tag, response=response)
