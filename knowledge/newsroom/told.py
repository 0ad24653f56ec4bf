"""News and events as things that are new, for those who follow a topic or everything."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import F, Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from foundation.watching.lists import NewItem
from knowledge.models import EventPage, NewsPage
from knowledge.site.addresses import addresses


def newsroom_items(about: Q, since: datetime, user) -> Iterator[NewItem]:
    """What `user` may read: news and coming events first published after `since`, and what came of others.

    Each is told once: what is mended on its page afterwards is no news.
    """
    address = addresses()
    fresh = Q(first_published_at__gt=since)
    news = NewsPage.objects.visible_to(user).in_language().for_list().filter(about, fresh)
    events = EventPage.objects.visible_to(user).in_language().for_list().filter(about)
    announced = events.filter(fresh, first_published_at__lt=F("ends_at"))
    kinds = {pgettext("one piece", "News"): news, capfirst(pgettext("meeting", "event")): announced}
    for kind, pages in kinds.items():
        for page in pages:
            yield NewItem(_key(page), page.title, kind, address(page), page.first_published_at)
    kind = _("What came of an event")
    for page in events.past(timezone.now()).with_outcome().filter(told_at__gt=since):
        yield NewItem(f"{_key(page)}.told", page.title, kind, address(page), page.told_at)


def _key(page) -> str:
    return f"knowledge.news.{page.pk}"
