"""Pages for anonymous readers: kept by language and content version, answered 304 when not modified.

Nothing is kept for people who are signed in, nor an answer that sets a cookie (a form's token). What is
kept lives at most five minutes, so that a new release or an edited name shows without anybody's doing.
"""

import hashlib
from collections.abc import Callable

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import get_language

SECONDS = 300


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
    if request.method not in ("GET", "HEAD") or request.user.is_authenticated:
        response = render()
        patch_cache_control(response, private=True, no_cache=True)
        return response
    key = "" if is_live else _key(request, version())
    kept = caches["pages"].get(key) if key else None
    response = HttpResponse(kept) if kept else _rendered(render())
    if key and not kept and _may_keep(request, response):
        caches["pages"].set(key, response.content, SECONDS)
    return _tagged(request, response)


def _rendered(response: HttpResponse) -> HttpResponse:
    return response.render() if hasattr(response, "render") else response


def _may_keep(request: HttpRequest, response: HttpResponse) -> bool:
    sets_cookie = bool(response.cookies) or request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
    return response.status_code == 200 and not response.streaming and not sets_cookie


def _key(request: HttpRequest, version: int) -> str:
    """By address, language, content version and day (a review becomes overdue at midnight)."""
    facts = (
        request.build_absolute_uri(),
        get_language(),
        str(version),
        timezone.localdate().isoformat(),
    )
    return "page:" + hashlib.sha256("\n".join(map(str, facts)).encode()).hexdigest()


def _tagged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    patch_vary_headers(response, ("Cookie", "Accept-Language"))
    patch_cache_control(response, max_age=0, must_revalidate=True)
    if response.status_code != 200 or response.streaming:
        return response
    response["ETag"] = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    return get_conditional_response(request, etag=response["ETag"], response=response)
