"""Addresses that do not change when an editor renames a page, and what robots fetch."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.models import Page

from knowledge.models import AccessibilityStatementPage, GuidanceIndexPage, NewsIndexPage
from knowledge.site.sitemap import sitemap_entries


@require_safe
def guidance_list(request: HttpRequest) -> HttpResponse:
    return _redirect_to(request, GuidanceIndexPage)


@require_safe
def news_list(request: HttpRequest) -> HttpResponse:
    return _redirect_to(request, NewsIndexPage)


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


def _redirect_to(request: HttpRequest, kind: type[Page]) -> HttpResponse:
    """The published page of `kind` in the language of the address."""
    page = kind.objects.visible_to(request.user).in_language().first()
    if page is None:
        raise Http404
    return redirect(page.get_url(request))
