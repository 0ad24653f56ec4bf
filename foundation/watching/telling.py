"""Once a day: one mail to each person with everything new in their saved searches."""

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from foundation.accounts.models import User
from foundation.mailing.actions import notify, queue_mail
from foundation.search.engines import SearchUnavailable
from foundation.watching.actions import stop_token
from foundation.watching.lists import NewItem, watched_list
from foundation.watching.models import SavedSearch

logger = logging.getLogger(__name__)

NEWS = "watching.news"
MOST_TOLD = 10  # of one search; the mail leads to the rest

News = Mapping[SavedSearch, Sequence[NewItem]]
# What was found in this round, by the same question since the same moment: many people save the same.
Found = dict[tuple[str, str, str, datetime], Sequence[NewItem]]


def tell_of_news(*, at: datetime) -> int:
    """Tell everybody who wants it; returns to how many. While search is away everything waits for tomorrow."""
    by_person: dict[User, list[SavedSearch]] = defaultdict(list)
    for search in (
        SavedSearch.objects.mailed().select_related("user").order_by("user", "name", "pk")
    ):
        by_person[search.user].append(search)
    found: Found = {}
    try:
        return sum(_tell(user, searches, found, at) for user, searches in by_person.items())
    except SearchUnavailable:
        logger.warning("Saved searches wait: search is not available")
        return 0


def news_of(search: SavedSearch, since: datetime) -> Sequence[NewItem]:
    """What everybody can find by it since then, in its language; nothing where its list is no more."""
    watched = watched_list(search.kind)
    with search.in_its_language():
        return watched.new_since(QueryDict(search.query), since) if watched else ()


def _tell(user: User, searches: Sequence[SavedSearch], found: Found, at: datetime) -> bool:
    news = {search: items for search in searches if (items := _once(search, found))}
    with transaction.atomic():
        keys = [search.pk for search in searches]
        SavedSearch.objects.filter(pk__in=keys, told_until__lt=at).update(told_until=at)
        if news:
            _notify(user, news, at)
            _mail(user, news, at)
    return bool(news)


def _once(search: SavedSearch, found: Found) -> Sequence[NewItem]:
    question = (search.kind, search.query, search.language, search.told_until)
    if question not in found:
        found[question] = news_of(search, search.told_until)
    return found[question]


def _notify(user: User, news: News, at: datetime) -> None:
    with translation.override(user.language):
        for search, items in news.items():
            text = ngettext(
                "%(count)d new result: %(name)s", "%(count)d new results: %(name)s", len(items)
            ) % {"count": len(items), "name": search.name}
            notify(user, kind=NEWS, text=text, url=_address(search), at=at)


def _mail(user: User, news: News, at: datetime) -> None:
    rows = [
        (search, _address(search), items[:MOST_TOLD], len(items)) for search, items in news.items()
    ]
    with translation.override(user.language):
        stop = reverse("watching:stop", args=[stop_token(user)])
    queue_mail(
        kind=NEWS,
        subject_key=f"saved-searches:{timezone.localdate(at).isoformat()}",
        to=user,
        template="watching/email/news",
        context={"rows": rows, "stop": stop},
        headers={"List-Unsubscribe": f"<{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{stop}>"},
        at=at,
    )


def _address(search: SavedSearch) -> str:
    watched = watched_list(search.kind)
    with search.in_its_language():
        return watched.address(search.query) if watched else reverse("watching:list")
