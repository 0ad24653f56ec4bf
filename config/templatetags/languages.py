"""The same page in the other languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language
from wagtail.models import Page

register = template.Library()


@dataclass(frozen=True)
class Language:
    """`same_page` is false where the page has no twin and `url` leads to that language's home."""

    code: str
    name: str
    url: str
    is_current: bool
    same_page: bool


@register.simple_tag(takes_context=True)
def language_links(context: template.Context) -> Sequence[Language]:
    """One link per language: a page of the tree to its live translation, a view to its twin address."""
    request = context.get("request")
    if request is None:
        return []
    page = context.get("page")
    urls = _page_urls(page, request) if isinstance(page, Page) else _view_urls(request)
    current = get_language()
    return [
        Language(code, name, urls.get(code, f"/{code}/"), code == current, code in urls)
        for code, name in settings.LANGUAGES
    ]


def _page_urls(page: Page, request: HttpRequest) -> Mapping[str, str]:
    twins = page.get_translations(inclusive=True).live().select_related("locale")
    return {twin.locale.language_code: url for twin in twins if (url := twin.get_url(request))}


def _view_urls(request) -> Mapping[str, str]:
    """Nothing for an address that leads nowhere: its error page links to the homes instead."""
    if getattr(request, "resolver_match", None) is None:
        return {}
    path = request.get_full_path()
    return {code: translate_url(path, code) for code, _ in settings.LANGUAGES}
