"""What robots may find: published pages of both languages, standards, requirements, systems."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.http import HttpRequest
from django.utils import translation
from wagtail.models import Page

from knowledge.models import RequirementText, Standard, StandardVersion, System

LANGUAGES = ("pl", "en")


@dataclass(frozen=True)
class Entry:
    url: str
    changed_at: datetime | None = None


def sitemap_entries(request: HttpRequest) -> Iterator[Entry]:
    """Everything an anonymous reader may open, whoever asks."""
    reader = AnonymousUser()
    pages = Page.objects.live().public().filter(depth__gt=1).order_by("path")
    for page in pages:
        if url := page.get_url(request):
            yield Entry(request.build_absolute_uri(url), page.last_published_at)
    for model in (Standard, StandardVersion, RequirementText, System):
        rows = model.objects.visible_to(reader)
        if model is RequirementText:
            rows = rows.with_version()
        if model is StandardVersion:
            rows = rows.select_related("standard")
        for row in rows.iterator(500):
            yield from _in_both_languages(row, request)


def _in_both_languages(row: Model, request: HttpRequest) -> Iterator[Entry]:
    for language in LANGUAGES:
        with translation.override(language):
            yield Entry(request.build_absolute_uri(row.get_absolute_url()))
