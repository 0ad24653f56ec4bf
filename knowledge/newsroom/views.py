"""News and events for readers of feeds, and an event for one's calendar."""

from email.utils import parseaddr

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe
from wagtail.models import Page

from foundation.calendars import icalendar
from knowledge.models import ContentVersion, EventPage, NewsPage
from knowledge.site.addresses import addresses

NEWEST = 50


def _feed_tag(request: HttpRequest, language: str) -> str:
    return f'"news-{language}-{ContentVersion.current()}"'


@require_safe
@condition(etag_func=_feed_tag)
def news_feed(request: HttpRequest, language: str) -> HttpResponse:
    """News and events of one language, the newest first, as Atom (RFC 4287).

    An event whose materials or conclusions were added stands there with the moment of that change.
    """
    with translation.override(language):
        feed = Atom1Feed(
            title=_("News and events"),
            link=request.build_absolute_uri(reverse("knowledge:news_list")),
            description="Punkt Wsparcia",
            feed_url=request.build_absolute_uri(),
            language=language,
        )
        address = addresses()
        for page in _newest(request, language):
            _add(feed, page, request.build_absolute_uri(address(page)))
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _newest(request: HttpRequest, language: str) -> list[Page]:
    found = []
    for kind in (NewsPage, EventPage):
        pages = kind.objects.visible_to(request.user).filter(locale__language_code=language)
        pages = pages.exclude(first_published_at=None).defer("body")
        found += pages.order_by("-first_published_at", "-pk")[:NEWEST]
    return sorted(found, key=lambda page: page.first_published_at, reverse=True)[:NEWEST]


def _add(feed: Atom1Feed, page: Page, link: str) -> None:
    feed.add_item(
        title=page.title,
        link=link,
        unique_id=f"urn:uuid:{page.translation_key}:{feed.feed['language']}",
        description=page.lead,
        pubdate=page.first_published_at,
        updateddate=page.last_published_at,
    )


@require_safe
def event_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """A published event as a file that calendar programs open."""
    page = get_object_or_404(EventPage.objects.visible_to(request.user), pk=pk)
    name, email = parseaddr(settings.DEFAULT_FROM_EMAIL)
    invitation = icalendar.Invitation(
        uid=f"event-{page.translation_key}@punkt-wsparcia",
        sequence=0,
        summary=page.title,
        description=page.lead,
        location=", ".join(filter(None, (page.place, page.address))) or page.online_url,
        url=page.get_full_url(request) or "",
        meetings=[icalendar.MeetingTime(page.starts_at, page.ends_at)],
        organiser_name=name,
        organiser_email=email,
        attendee_name="",
        attendee_email="",
        stamp=page.last_published_at or timezone.now(),
        is_cancelled=page.is_cancelled,
    )
    answer = HttpResponse(icalendar.feed([invitation]), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="wydarzenie.ics"'
    return answer
