"""Any watched list as Atom (RFC 4287): what everybody can find in it since the last ninety days."""

from datetime import timedelta
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from foundation.search.engines import SearchUnavailable
from foundation.searched import one_line
from foundation.watching.lists import WatchedList, watched_list

REACHES_BACK = timedelta(days=90)


def feed_address(watched: WatchedList, query: str, language: str) -> str:
    address = reverse("watching_site:feed", args=[watched.kind, language])
    return f"{address}?{query}" if query else address


@require_safe
@cache_control(public=True, max_age=900)
def feed(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """What is new in the list of `kind` narrowed as this address says; 503 while search is away."""
    with translation.override(language):
        watched = watched_list(kind)
        if watched is None:
            raise Http404
        query = watched.query(request.GET)
        try:
            items = watched.new_since(request.GET, timezone.now() - REACHES_BACK)
        except SearchUnavailable:
            return HttpResponse(status=503, headers={"Retry-After": "600"})
        written = _feed(request, watched, query, language)
        for item in items:
            written.add_item(
                title=item.title,
                link=request.build_absolute_uri(item.url),
                description=item.kind_name,
                unique_id=f"tag:{request.get_host().partition(':')[0]},2026:{item.key}",
                pubdate=item.at,
                updateddate=item.at,
            )
        return HttpResponse(written.writeString("utf-8"), content_type=written.content_type)


def _feed(request: HttpRequest, watched: WatchedList, query: str, language: str) -> Atom1Feed:
    words = one_line(request.GET.get("q", ""))[:80]
    return Atom1Feed(
        title=f"{watched.label}: {words}" if words else str(watched.label),
        link=request.build_absolute_uri(watched.address(query)),
        description="Punkt Wsparcia",
        feed_url=request.build_absolute_uri(
            f"{request.path}?{urlencode(list(request.GET.items()))}"
        ),
        language=language,
        author_name="Punkt Wsparcia",
    )
