"""Access to news and events; the form is described in `tests/access.py`."""

from tests.access import Address, everyone
from tests.cast import Cast
from tests.knowledge.newsroom.factories import make_event, make_news_index


def the_list(cast: Cast) -> dict:
    make_news_index()
    return {}


def an_event(cast: Cast) -> dict:
    return {"pk": make_event().pk}


ADDRESSES: list[Address] = [
    everyone("site:news_feed", arguments=lambda cast: {"language": "pl"}),
    everyone("knowledge:news_list", 302, arguments=the_list),
    everyone("knowledge:event_calendar", arguments=an_event),
]
