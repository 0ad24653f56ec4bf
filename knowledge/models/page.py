from datetime import datetime
from functools import partial
from typing import Self

from django.http import HttpRequest, HttpResponse
from wagtail.models import Locale
from wagtail.query import PageQuerySet

from knowledge import caching
from knowledge.models.content_version import ContentVersion


class PublicPageQuerySet(PageQuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """What is published and open; drafts are seen only in Wagtail's preview."""
        return self.live().public()

    def in_language(self) -> Self:
        """Pages of the reader's language."""
        return self.filter(locale=Locale.get_active())


class CachedPage:
    """A page that anonymous readers get from the cache, or as "not modified"."""

    is_live = False

    def serve(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        render = partial(super().serve, request, *args, **kwargs)
        return caching.answer(request, render, version=ContentVersion.current, is_live=self.is_live)
