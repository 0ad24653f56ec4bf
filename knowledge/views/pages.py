"""Addresses that do not change when an editor renames a page, and what robots and readers of feeds fetch."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe
from wagtail import hooks
from wagtail.models import Page

from knowledge.models import (
    AccessibilityStatementPage,
    ContentVersion,
    GuidanceIndexPage,
    GuidancePage,
)
from knowledge.site.sitemap import sitemap_entries

NEWEST = 50


@require_safe
def guidance_list(request: HttpRequest) -> HttpResponse:
    return _redirect_to(request, GuidanceIndexPage)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return _redirect_to(request, AccessibilityStatementPage)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    further = [address for hook in hooks.get_hooks("sitemaps") for address in hook()]
    addresses = [reverse("site:sitemap"), *further]
    context = {"sitemaps": [request.build_absolute_uri(one) for one in addresses]}
    return render(
        request, "knowledge/robots.txt", context, content_type="text/plain; charset=utf-8"
    )


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    context = {"entries": sitemap_entries(request)}
    return render(request, "knowledge/sitemap.xml", context, content_type="application/xml")


def _feed_tag(request: HttpRequest, language: str) -> str:
    return f'"{language}-{ContentVersion.current()}"'


@require_safe
@condition(etag_func=_feed_tag)
def guidance_feed(request: HttpRequest, language: str) -> HttpResponse:
    """New and changed guidance of one language, the newest first, as Atom (RFC 4287)."""
    with translation.override(language):
        feed = Atom1Feed(
            title=_("New and changed guidance"),
            link=request.build_absolute_uri(reverse("knowledge:guidance_list")),
            description="Punkt Wsparcia",
            feed_url=request.build_absolute_uri(),
            language=language,
        )
        pages = GuidancePage.objects.visible_to(request.user).filter(locale__language_code=language)
        for page in pages.for_list().prefetch_related("change_notes")[:NEWEST]:
            _add_entry(feed, page, request)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _add_entry(feed: Atom1Feed, page: GuidancePage, request: HttpRequest) -> None:
    notes = sorted(page.change_notes.all(), key=lambda note: note.on)
    feed.add_item(
        title=page.title,
        link=request.build_absolute_uri(page.url),
        unique_id=f"urn:uuid:{page.translation_key}:{feed.feed['language']}",
        description=notes[-1].note if notes else page.answer,
        pubdate=page.first_published_at or timezone.now(),
        updateddate=page.last_published_at or timezone.now(),
    )


def _redirect_to(request: HttpRequest, kind: type[Page]) -> HttpResponse:
    """The published page of `kind` in the language of the address."""
    page = kind.objects.visible_to(request.user).in_language().first()
    if page is None:
        raise Http404
    return redirect(page.get_url(request))
