"""What is new and what changed in guidance, for readers of feeds."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from knowledge.models import ChangeNote, ContentVersion, GuidancePage
from knowledge.site.addresses import addresses

NEWEST = 50


@dataclass(frozen=True)
class Entry:
    """A page that is new, or one change of it; `key` tells it from the other entries of its page."""

    page: GuidancePage
    at: datetime
    words: str
    key: str = ""


def _feed_tag(request: HttpRequest, language: str) -> str:
    return f'"{language}-{ContentVersion.current()}"'


@require_safe
@condition(etag_func=_feed_tag)
def guidance_feed(request: HttpRequest, language: str) -> HttpResponse:
    """New and changed guidance of one language, the newest first, as Atom (RFC 4287).

    Each change note is an entry of its own; a minor edit is none and moves nothing.
    """
    with translation.override(language):
        feed = Atom1Feed(
            title=_("New and changed guidance"),
            link=request.build_absolute_uri(reverse("knowledge:guidance_list")),
            description="Punkt Wsparcia",
            feed_url=request.build_absolute_uri(),
            language=language,
        )
        pages = GuidancePage.objects.visible_to(request.user).filter(locale__language_code=language)
        entries, address = [*_new(pages), *_changed(pages)], addresses()
        for entry in sorted(entries, key=lambda one: one.at, reverse=True)[:NEWEST]:
            _add(feed, entry, request.build_absolute_uri(address(entry.page)))
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _new(pages) -> Iterator[Entry]:
    newest = pages.exclude(first_published_at=None).order_by("-first_published_at", "-pk")
    for page in newest.defer("body")[:NEWEST]:
        yield Entry(page, page.first_published_at, page.answer)


def _changed(pages) -> Iterator[Entry]:
    notes = ChangeNote.objects.filter(page__in=pages.values("pk")).select_related("page")
    for note in notes.defer("page__body")[:NEWEST]:
        words = f"{_('Important:')} {note.note}" if note.is_major else note.note
        said = hashlib.sha256(note.note.encode()).hexdigest()[:12]
        yield Entry(note.page, _morning(note.on), words, f":{note.on.isoformat()}:{said}")


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _add(feed: Atom1Feed, entry: Entry, link: str) -> None:
    language = feed.feed["language"]
    feed.add_item(
        title=entry.page.title,
        link=f"{link}#changes" if entry.key else link,
        unique_id=f"urn:uuid:{entry.page.translation_key}:{language}{entry.key}",
        description=entry.words,
        pubdate=entry.at,
        updateddate=entry.at,
    )
