"""Three pieces of news, one event to come and one that is over, the main ones in English too."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from config.demo_content.guidance import block
from config.demo_content.texts import read_texts
from foundation.accounts.models import User
from knowledge.models import EventPage, NewsIndexPage, NewsPage, Topic
from knowledge.newsroom.actions import write_event, write_news

PLAIN = ("slug", "audience")
WHERE = ("place", "address", "online_url", "sign_up_url", "recording_url")


def write_newsroom(*, by: User) -> None:
    """Make what is missing below the list of each language."""
    texts = read_texts("news")
    indexes = {page.locale.language_code: page for page in NewsIndexPage.objects.all()}
    for entries, write in ((texts["news"], _news), (texts["events"], _event)):
        for entry in entries:
            made = write(entry, "", indexes["pl"], by)
            if made and "title_en" in entry:
                write(entry | {"key": made.translation_key}, "_en", indexes["en"], by)


def _news(entry: Mapping[str, Any], suffix: str, index: NewsIndexPage, by: User) -> NewsPage | None:
    if NewsPage.objects.child_of(index).filter(slug=entry["slug"]).exists():
        return None
    told_at = timezone.now() - timedelta(days=entry["days_ago"])
    words = {name: entry[f"{name}{suffix}"] for name in ("title", "lead")}
    body = [block(*one) for one in entry.get(f"body{suffix}", ())]
    return write_news(index, by=by, at=told_at, body=body, **words, **_facts(entry, PLAIN))


def _event(
    entry: Mapping[str, Any], suffix: str, index: NewsIndexPage, by: User
) -> EventPage | None:
    if EventPage.objects.child_of(index).filter(slug=entry["slug"]).exists():
        return None
    words = {name: entry[f"{name}{suffix}"] for name in ("title", "lead")}
    note = entry.get(f"recording_note{suffix}", "")
    agreed = entry.get(f"conclusions{suffix}", ())
    return write_event(
        index,
        by=by,
        agenda=[(time.fromisoformat(at), *rest) for at, *rest in entry[f"agenda{suffix}"]],
        materials=entry.get(f"materials{suffix}", ()),
        conclusions=[(what, who, _day(due), _day(done)) for what, who, due, done in agreed],
        starts_at=_moment(*entry["starts"]),
        ends_at=_moment(*entry["ends"]),
        recording_note=note,
        **words,
        **_facts(entry, (*PLAIN, *WHERE)),
    )


def _facts(entry: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, object]:
    key = {"translation_key": entry["key"]} if "key" in entry else {}
    facts = {name: entry[name] for name in names}
    return facts | key | {"topic": Topic.objects.get(slug=entry["topic"])}


def _day(ahead: int | str) -> date | None:
    return None if ahead == "" else timezone.localdate() + timedelta(days=ahead)


def _moment(ahead: int, hour: str) -> datetime:
    return timezone.make_aware(datetime.combine(_day(ahead), time.fromisoformat(hour)))
