from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Self

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

from knowledge import caching
from knowledge.models.content_version import ContentVersion

HOME_DEPTH = 2


def is_open() -> Combinable:
    """Of a page: nothing closes it or one above it."""
    on_the_way = Q(asked__startswith=F("page__path"))
    on_the_way |= Q(asked__startswith=F("page__aliases__path"))
    asked = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    return ~Exists(PageViewRestriction.objects.alias(asked=asked).filter(on_the_way))


class PublicPageQuerySet(PageQuerySet):
    def visible_to(self, user, at: datetime | None = None) -> Self:
        """What is published and open; drafts are seen only in Wagtail's preview."""
        return self.live().filter(is_open())

    def shown(self) -> Self:
        """With what a page needs to be shown."""
        return self.select_related("locale")

    def with_known_title(self) -> Self:
        """Leaves out those whose title is being changed, because Wagtail's lists name the new one."""
        return self.filter(draft_title=F("title"))

    def in_language(self) -> Self:
        """Pages of the reader's language."""
        return self.filter(locale__language_code=get_language())


class CachedPage:
    """A page that anonymous readers get from the cache, or as "not modified"."""

    is_live = False
    known_open = False  # closed to nobody, nor any page above it

    @cached_property
    def pages_between(self) -> Sequence[Page]:
        """The pages between the home page and this one."""
        is_below_home = self.depth <= HOME_DEPTH + 1
        return [] if is_below_home else list(self.get_ancestors().filter(depth__gt=HOME_DEPTH))

    def get_view_restrictions(self) -> QuerySet:
        """What closes this page or one above it, in one query instead of Wagtail's two."""
        if self.known_open:
            return PageViewRestriction.objects.none()
        steps = range(self.steplen, len(self.path) + 1, self.steplen)
        way = [self.path[:length] for length in steps]
        closing = Q(page__path__in=way) | Q(page__aliases__path__in=way)
        return PageViewRestriction.objects.filter(closing).distinct()

    def serve(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        render = partial(super().serve, request, *args, **kwargs)
        is_live = self.is_live or not self.known_open
        return caching.answer(request, render, version=ContentVersion.current, is_live=is_live)
