"""How a page is answered: at once where it is kept, else found by its whole address.

Wagtail looks for each step of an address, and for the kind of page at each; here one query finds the page,
those above it, and whether anything closes them.
"""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from wagtail import views
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.url_routing import RouteResult

from knowledge import caching
from knowledge.models import ContentVersion
from knowledge.models.page import CachedPage


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's own view, behind what is kept; what is closed, or no page of ours, Wagtail finds alone."""
    kept = caching.kept(request, version=ContentVersion.current)
    if kept:
        return kept
    page = _open_page(request, [step for step in path.split("/") if step])
    if page:
        request._wagtail_route_for_request = RouteResult(page)  # Wagtail looks no further
    return views.serve(request, path)


def _open_page(request: HttpRequest, steps: Sequence[str]) -> CachedPage | None:
    """The published page at the end of these steps below the home of the language, closed to nobody."""
    site = Site.find_for_request(request)
    way = _way(site.root_page, steps, request.LANGUAGE_CODE) if site else []
    if not way or not way[-1].live or any(page.is_closed for page in way):
        return None
    kind = way[-1].specific_class
    if kind is None or not issubclass(kind, CachedPage):
        return None
    page = kind.objects.shown().get(pk=way[-1].pk)
    page.known_open, page.pages_between = True, way[2:-1]
    return page


def _way(home: Page, steps: Sequence[str], language: str) -> Sequence[Page]:
    """The tree's root, the home in this language and the page of each step; none where one is missing."""
    closing = Q(page=OuterRef("pk")) | Q(page__aliases=OuterRef("pk"))
    is_home = Q(translation_key=home.translation_key, locale__language_code=language, live=True)
    last = home.depth + len(steps)
    is_step = Q(slug__in=steps, depth__gt=home.depth, depth__lte=last)
    found = Page.objects.filter(Q(depth=1) | is_home | is_step)
    found = found.annotate(is_closed=Exists(PageViewRestriction.objects.filter(closing)))
    by_place = {(page.depth, page.slug, page.path[: -page.steplen]): page for page in found}
    way = [page for page in found if page.depth == 1 and home.path.startswith(page.path)]
    way += [page for page in found if page.translation_key == home.translation_key]
    if len(way) != home.depth or way[-1].depth != home.depth:
        return []
    for step in steps:
        page = by_place.get((way[-1].depth + 1, step, way[-1].path))
        if page is None:
            return []
        way.append(page)
    return way
