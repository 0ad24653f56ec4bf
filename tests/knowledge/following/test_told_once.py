"""News and events of a topic are told once: an edit, also of an event that is over, is no news."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from knowledge.following.changes import new_changes
from knowledge.models import Conclusion, EventMaterial, EventPage, NewsPage, Topic
from tests.knowledge.factories import make_editor
from tests.knowledge.newsroom.factories import make_event, make_news, make_news_index

pytestmark = pytest.mark.django_db
SLIDES = ("Slajdy", "https://pliki.test/slajdy.pdf")
OUTCOME = "Co ustalono na wydarzeniu"
ON_HOME = "niego wynikło"  # before it stands a space that does not break


@pytest.fixture
def topic() -> Topic:
    return Topic.objects.create(slug="kopie", name_pl="Kopie")


def make_past_event(topic: Topic, **fields) -> EventPage:
    """Announced ten days ago for a week ago."""
    page, now = make_event(topic=topic, **fields), timezone.now()
    page.revisions.update(created_at=now - timedelta(days=10))
    starts_at = now - timedelta(days=7)
    when = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2)}
    EventPage.objects.filter(pk=page.pk).update(first_published_at=now - timedelta(days=10), **when)
    page.refresh_from_db()
    return page


def publish_again(page: EventPage | NewsPage) -> None:
    page.lead += " Poprawione."
    page.save_revision(user=make_editor()).publish()
    page.refresh_from_db()


def agree(page: EventPage) -> None:
    page.conclusions.add(Conclusion(words="Wzór", owner="my", due_on=date(2020, 1, 31)))


def told_of(act: Callable[[], object]) -> list[str]:
    """What followers of the topic hear because of this act: the mail, the feed and the page ask the same."""
    before = timezone.now()
    act()
    return [item.kind_name for item in new_changes(QueryDict("topic=kopie"), before)]


def test_news_and_a_coming_event_are_told_once(topic: Topic) -> None:
    index, pages = make_news_index(), []

    assert told_of(lambda: pages.append(make_news(index, topic=topic))) == ["Aktualność"]
    assert told_of(lambda: pages.append(make_event(index, topic=topic))) == ["Wydarzenie"]
    assert [told_of(lambda page=page: publish_again(page)) for page in pages] == [[], []]


def test_what_came_of_an_event_is_told_once(client: Client, topic: Topic) -> None:
    """Seen failing where every publication after the end counted, on the home page as well."""
    page = make_past_event(topic)
    assert told_of(lambda: publish_again(page)) == []
    assert ON_HOME not in client.get("/pl/").text

    agree(page)
    assert told_of(lambda: publish_again(page)) == [OUTCOME]
    agree(page)
    assert told_of(lambda: publish_again(page)) == []
    assert client.get("/pl/").text.count(ON_HOME) == 1


def test_slides_given_before_are_no_outcome_and_those_after_are(topic: Topic) -> None:
    """Seen failing where any material counted."""
    page = make_past_event(topic, materials=[SLIDES])
    assert told_of(lambda: publish_again(page)) == []

    page.materials.add(EventMaterial(title="Zapis", url="https://pliki.test/zapis.pdf"))
    assert told_of(lambda: publish_again(page)) == [OUTCOME]


def test_an_event_written_down_after_it_was_is_not_announced(topic: Topic) -> None:
    """Seen failing: what nobody can go to any more was told as an event."""
    agreed = [("Wzór", "my", date(2020, 1, 31), None)]

    assert told_of(lambda: make_event(topic=topic, days=-7)) == []
    assert told_of(lambda: make_event(topic=topic, days=-7, conclusions=agreed)) == [OUTCOME]


def test_of_what_was_called_off_nothing_came(topic: Topic) -> None:
    page = make_past_event(topic, recording_url="https://nagrania.test/1", is_cancelled=True)

    assert told_of(lambda: publish_again(page)) == []
