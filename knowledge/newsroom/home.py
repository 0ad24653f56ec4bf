"""What the home page and the hubs tell of news and events."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from knowledge.models import EventPage, NewsPage
from knowledge.related import HomeItem
from knowledge.site.addresses import addresses

MOST = 6


def news_items(user) -> Iterator[HomeItem]:
    """Hook: the newest news."""
    address, kind = addresses(), pgettext("one piece", "News")
    for page in NewsPage.objects.visible_to(user).in_language().for_list()[:MOST]:
        at = page.first_published_at
        yield HomeItem("new", page.title, address(page), kind, at, page.audience)


def event_items(user) -> Iterator[HomeItem]:
    """Hook: events to come, and those over of which more was told afterwards."""
    address, now = addresses(), timezone.now()
    events = EventPage.objects.visible_to(user).in_language().for_list().filter(is_cancelled=False)
    for page in events.coming(now)[:MOST]:
        where = page.place or _("online")
        note = _("Event – %(where)s") % {"where": where}
        yield HomeItem("due", page.title, address(page), note, page.starts_at, page.audience)
    for page in events.past(now).with_outcome().order_by("-told_at", "-pk")[:MOST]:
        note = _("Event of %(day)s – what came of it") % {"day": _day(page.starts_at)}
        yield HomeItem("new", page.title, address(page), note, page.told_at, page.audience)


def _day(moment: datetime) -> str:
    return date_format(timezone.localdate(moment), "j E Y")
