"""A piece of news and an event in the words of schema.org, for the machines that read pages."""

from collections.abc import Mapping

from wagtail.models import Page

PUBLISHER = {"@type": "Organization", "name": "Punkt Wsparcia"}
CONTEXT = "https://schema.org"


def article_data(page: Page, url: str) -> Mapping[str, object]:
    """`NewsArticle`; `url` is the whole address of the page."""
    record = {
        "@context": CONTEXT,
        "@type": "NewsArticle",
        "headline": page.title,
        "description": page.lead,
        "inLanguage": page.locale.language_code,
        "url": url,
        "datePublished": page.first_published_at,
        "dateModified": page.last_published_at,
        "publisher": PUBLISHER,
    }
    return _without_blanks(record)


def event_data(page: Page, url: str) -> Mapping[str, object]:
    """`Event`; a meeting in a place and online is mixed."""
    status = "EventCancelled" if page.is_cancelled else "EventScheduled"
    record = {
        "@context": CONTEXT,
        "@type": "Event",
        "name": page.title,
        "description": page.lead,
        "inLanguage": page.locale.language_code,
        "url": url,
        "startDate": page.starts_at,
        "endDate": page.ends_at,
        "eventStatus": f"{CONTEXT}/{status}",
        "eventAttendanceMode": f"{CONTEXT}/{_mode(page)}",
        "location": _locations(page, url),
        "organizer": PUBLISHER,
    }
    return _without_blanks(record)


def _mode(page: Page) -> str:
    if not page.place:
        return "OnlineEventAttendanceMode"
    return "MixedEventAttendanceMode" if page.online_url else "OfflineEventAttendanceMode"


def _locations(page: Page, url: str) -> list[Mapping[str, object]]:
    found = []
    if page.place:
        place = {"@type": "Place", "name": page.place, "address": page.address}
        found.append(_without_blanks(place))
    if page.online_url or not page.place:
        found.append({"@type": "VirtualLocation", "url": page.online_url or url})
    return found


def _without_blanks(record: Mapping[str, object]) -> Mapping[str, object]:
    return {name: value for name, value in record.items() if value not in ("", None)}
