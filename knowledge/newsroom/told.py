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
    """What `user` may read: news and events published after `since`, and what came of those over by now."""
    address = addresses()
    fresh = Q(first_published_at__gt=since)
    kinds = {
        NewsPage: pgettext("one piece", "News"),
        EventPage: capfirst(pgettext("meeting", "event")),
    }
    for model, kind in kinds.items():
        for page in model.objects.visible_to(user).in_language().for_list().filter(about, fresh):
            yield NewItem(_key(page), page.title, kind, address(page), page.first_published_at)
    events = EventPage.objects.visible_to(user).in_language().for_list().past(timezone.now())
    told = events.filter(about, last_published_at__gt=F("ends_at"), is_cancelled=False)
    for page in told.filter(last_published_at__gt=since, first_published_at__lt=F("ends_at")):
        at = page.last_published_at
        yield NewItem(
            f"{_key(page)}.told", page.title, _("What came of an event"), address(page), at
        )


def _key(page) -> str:
    return f"knowledge.news.{page.pk}"
