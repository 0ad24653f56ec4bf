"""Changes of a topic, a standard, a requirement or a system: on a page, as a feed, by mail once a day."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone, translation

from foundation.mailing.models import OutgoingMail
from foundation.watching.models import SavedSearch
from foundation.watching.telling import tell_of_news
from knowledge.actions.law import continue_provision
from knowledge.actions.standards import publish_version
from knowledge.actions.systems import set_system_state
from knowledge.following.changes import new_changes
from knowledge.models import Change, GuidancePage, NewsPage, Topic
from tests.cast import Cast
from tests.counting import queries_of
from tests.knowledge.factories import (
    make_editor,
    make_guidance,
    make_index,
    make_period,
    make_provision,
    make_requirement_data,
    make_system,
    make_version,
)
from tests.knowledge.newsroom.factories import make_event, make_news, make_news_index

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=30)


def told(query: str = "") -> list[str]:
    return [item.title for item in new_changes(QueryDict(query), LONG_AGO)]


def make_subjects() -> dict[str, str]:
    """One of each kind with one change of its own, and as much of others; the query of each."""
    topic = Topic.objects.create(slug="kopie", name_pl="Kopie")
    system, other_system = make_system(name="ePUAP"), make_system(name="Inny")
    version = make_version(requirements=[make_requirement_data(code="A-1", title_pl="Kopie")])
    make_version(requirements=[make_requirement_data(code="B-1", title_pl="Inne")])
    requirement = version.texts.get().requirement
    index = make_index()
    make_guidance(index, title="O temacie", fields={"topic": topic})
    make_guidance(index, title="O systemie", systems=[system])
    make_guidance(index, title="O wymaganiu", requirements=[requirement], change_note="Nowość")
    make_guidance(index, title="O czym innym")
    for one in (system, other_system):
        set_system_state(one, state="degraded", state_note_pl="Opóźnienia")
    return {
        "topic": "topic=kopie",
        "system": f"system={system.slug}",
        "standard": f"standard={version.standard.slug}",
        "requirement": f"requirement={requirement}",
    }


def test_each_subject_tells_of_its_own() -> None:
    asked = make_subjects()

    found = {kind: told(query) for kind, query in asked.items()}

    # a requirement with its standard's name behind it
    words = {kind: sorted(one.partition(" (")[0] for one in items) for kind, items in found.items()}
    assert words["topic"] == ["O temacie"]
    assert words["system"] == ["O systemie", "ePUAP: działa z utrudnieniami"]
    assert words["requirement"] == ["A-1 Kopie", "O wymaganiu: Nowość"]
    assert words["standard"][:2] == words["requirement"]
    assert [len(items) for items in found.values()] == [1, 2, 3, 2]
    assert len(told()) == 10


def test_law_below_a_requirement_is_told() -> None:
    old, new = make_provision(), make_provision()
    version = make_version(requirements=[make_requirement_data(provisions=[old])])
    make_period(old, valid_from=date(2020, 1, 1))
    make_period(new, valid_from=date(2024, 1, 1))
    Change.objects.all().delete()

    continue_provision(old, new=new, by=make_editor(), on=date(2024, 1, 1))

    assert told(f"requirement={version.texts.get().requirement}") == [str(old)]


def test_a_topic_tells_its_news_and_events_and_what_came_of_them(client: Client) -> None:
    """Seen failing with guidance alone, and with news of every topic."""
    index, topic = make_news_index(), Topic.objects.create(slug="kopie", name_pl="Kopie")
    make_news(index, title="O kopiach", topic=topic)
    make_event(index, title="Spotkanie o kopiach", topic=topic)
    agreed = [("Powstanie poradnik.", "Punkt Wsparcia", date(2020, 1, 31), None)]
    make_event(index, title="Było", topic=topic, days=-7, conclusions=agreed)
    make_news(index, title="O czym innym")
    draft = make_news(index, title="Szkic", topic=topic)
    draft.unpublish()

    items = new_changes(QueryDict("topic=kopie"), timezone.now() - timedelta(days=10))

    assert sorted((one.title, one.kind_name) for one in items) == [
        ("Było", "Co ustalono na wydarzeniu"),
        ("O kopiach", "Aktualność"),
        ("Spotkanie o kopiach", "Wydarzenie"),
    ]
    assert len({one.key for one in items}) == 3
    page = client.get(NewsPage.objects.get(title="O kopiach").url).text
    assert "topic%3Dkopie" in page or "topic=kopie" in page


def test_nothing_of_drafts_and_of_other_languages_is_told() -> None:
    system = make_system()
    page = make_guidance(systems=[system])
    GuidancePage.objects.filter(pk=page.pk).update(live=False)
    draft = make_version(in_force_from=None)

    assert told(f"system={system.slug}") == []
    assert told(f"standard={draft.standard.slug}") == []
    publish_version(draft, by=make_editor(), in_force_from=date(2026, 1, 1))
    assert len(told(f"standard={draft.standard.slug}")) == 2
    GuidancePage.objects.filter(pk=page.pk).update(live=True)
    assert told(f"system={system.slug}") == [page.title]
    with translation.override("en"):
        assert told(f"system={system.slug}") == []


def test_what_is_not_there_is_no_page(client: Client) -> None:
    for query in (
        "system=nic",
        "topic=nic",
        "standard=nic",
        "requirement=nic/nic",
        "requirement=x",
    ):
        assert client.get(f"/pl/knowledge/changes/?{query}").status_code == 404
        assert client.get(f"/feeds/new/changes-pl.atom?{query}").text.count("<entry>") == 0


def test_one_follows_by_a_button_and_stops_by_it(client: Client, cast: Cast) -> None:
    system = make_system()
    client.force_login(cast.requester)
    page = client.get(system.get_absolute_url())
    assert "Powiadamiaj mnie o zmianach" in page.text

    back = f"{system.get_absolute_url()}#follow"
    form = {"kind": "changes", "query": f"system={system.slug}", "name": "X", "back": back}
    assert client.post("/pl/account/searches/save/", form).url == back
    saved = SavedSearch.objects.get(user=cast.requester)
    assert "Dostajesz powiadomienia o zmianach." in client.get(back).text
    assert "X" in client.get("/pl/account/searches/").text

    stop = f"/pl/account/searches/{saved.pk}/delete/"
    assert client.post(stop, {"back": "https://zly.example/"}).url == "/pl/account/searches/"
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize("kind", ["topic", "standard", "requirement", "system"])
def test_every_subject_has_the_button(client: Client, kind: str) -> None:
    query = make_subjects()[kind]
    value = query.partition("=")[2]
    version = value.partition("/")[0]
    pages = {
        "topic": f"/pl/poradniki/?{query}",
        "standard": f"/pl/knowledge/standards/{version}/",
        "requirement": f"/pl/knowledge/standards/{version}/1.0/A-1/",
        "system": f"/pl/knowledge/systems/{value}/",
    }

    shown = client.get(pages[kind]).text

    assert "Powiadamiaj mnie o zmianach" in shown
    feed = shown.partition('href="/feeds/new/changes-pl.atom')[2].partition('"')[0]
    assert client.get(f"/feeds/new/changes-pl.atom{feed}").text.count("<entry>") >= 1


def test_changes_come_once_by_mail(cast: Cast) -> None:
    system = make_system(name="ePUAP")
    SavedSearch.objects.create(
        user=cast.requester,
        name="ePUAP",
        kind="changes",
        query=f"system={system.slug}",
        language="pl",
    )
    set_system_state(system, state="down", state_note_pl="Awaria")

    now = timezone.now()
    first, second = tell_of_news(at=now), tell_of_news(at=now + timedelta(days=1))

    assert (first, second) == (1, 0)
    mail = OutgoingMail.objects.get(recipient_user=cast.requester)
    assert "ePUAP: nie działa" in mail.body_text


def test_the_page_asks_the_same_of_one_and_of_twenty(client: Client) -> None:
    system, index = make_system(), make_index()
    counts = []
    for number in (1, 19):
        for _ in range(number):
            make_guidance(index, systems=[system])
            set_system_state(system, state="down", state_note_pl="Awaria")
            set_system_state(system, state="operational", state_note_pl="")
        address = f"/pl/knowledge/changes/?system={system.slug}"
        queries_of(client, address)  # the first one also reads sites and locales
        counts.append(queries_of(client, address))
    assert counts[0] == counts[1]
    assert counts[0] <= 12
