"""Valid news and events; keywords override the defaults."""

from datetime import timedelta
from itertools import count

from django.utils import timezone
from wagtail.models import Locale

from knowledge.actions.site import make_site_tree
from knowledge.models import EventPage, NewsIndexPage, NewsPage
from knowledge.newsroom.actions import write_event, write_news
from tests.knowledge.factories import make_editor

_numbers = count(100_001)


def make_news_index(language: str = "pl") -> NewsIndexPage:
    """The list of news of one language, with the whole tree around it."""
    make_site_tree()
    return NewsIndexPage.objects.live().get(locale=Locale.objects.get(language_code=language))


def make_news(index: NewsIndexPage | None = None, **fields) -> NewsPage:
    number = next(_numbers)
    defaults = {"title": f"Aktualność {number}", "slug": f"news-{number}", "lead": "W skrócie."}
    return write_news(index or make_news_index(), by=make_editor(), **defaults | fields)


def make_event(index: NewsIndexPage | None = None, *, days: int = 7, **fields) -> EventPage:
    """An event of two hours, `days` from now."""
    number, starts_at = next(_numbers), timezone.now() + timedelta(days=days)
    defaults = {
        "title": f"Spotkanie {number}",
        "slug": f"event-{number}",
        "lead": "O czym mówimy.",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "place": "Sala 12",
    }
    return write_event(index or make_news_index(), by=make_editor(), **defaults | fields)
