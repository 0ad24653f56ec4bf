"""News and events: what readers see before and after, in lists, feeds, calendars, search and as data."""

from datetime import date, time, timedelta

import extruct
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from foundation.accounts.roles import Role
from knowledge.models import EventPage, NewsPage
from knowledge.newsroom.actions import write_event
from knowledge.newsroom.index import EventIndex
from tests.cast import Cast
from tests.counting import queries_of
from tests.knowledge.factories import make_editor
from tests.knowledge.newsroom.factories import make_event, make_news, make_news_index

LIST = "/pl/aktualnosci/"
AGREED = [
    ("Powstanie poradnik.", "Punkt Wsparcia", date(2020, 1, 31), None),
    ("Urzędy opiszą przypadki.", "koordynatorzy", date(2020, 1, 31), date(2020, 1, 30)),
]


def linked_data(page: str) -> dict:
    (found,) = extruct.extract(page, syntaxes=["json-ld"])["json-ld"]
    return found


def test_the_list_tells_what_is_new_what_comes_and_what_was(client: Client, db: None) -> None:
    index = make_news_index()
    empty = client.get(LIST).text
    make_news(index, title="Nowa wersja")
    make_event(index, title="Przyszłe spotkanie", days=3)
    for number in range(5):
        make_event(index, title=f"Minione {number}", days=-3 - number)

    page = client.get(LIST).text

    assert "Nie ma jeszcze aktualności" in empty
    assert "Żadne wydarzenie nie jest zaplanowane" in empty
    assert [word in page for word in ("Nowa wersja", "Przyszłe spotkanie", "Minione 3")] == [
        True
    ] * 3
    assert "Minione 4" not in page
    past = client.get(f"{LIST}?events=past").text
    assert "Minione 4" in past
    assert "Przyszłe spotkanie" not in past


def test_a_coming_event_shows_agenda_place_and_a_way_to_sign_up(client: Client, db: None) -> None:
    page = make_event(
        agenda=[(time(10, 30), "Trzy próby", "informatycy")],
        sign_up_url="https://zapisy.test/1",
        online_url="https://spotkania.test/1",
    )

    shown = client.get(page.url).text

    for words in ("10:30", "Trzy próby", "informatycy", "Sala 12", "https://zapisy.test/1"):
        assert words in shown
    assert "Dodaj do kalendarza" in shown
    assert "Co ustalono" not in shown


def test_an_event_that_is_over_begins_with_what_was_agreed(client: Client, db: None) -> None:
    page = make_event(
        days=-9,
        conclusions=AGREED,
        materials=[("Slajdy", "https://pliki.test/slajdy.pdf")],
        recording_url="https://nagrania.test/1",
        recording_note="z napisami",
        sign_up_url="https://zapisy.test/1",
        agenda=[(None, "Dyskusja", "")],
    )

    shown = client.get(page.url).text

    assert shown.index("Powstanie poradnik.") < shown.index("Dyskusja")
    assert "po terminie" in shown
    assert "30 stycznia 2020" in shown
    for words in ("Slajdy", "https://nagrania.test/1", "napisami"):
        assert words in shown
    assert "https://zapisy.test/1" not in shown


def test_a_cancelled_event_says_so_and_is_due_nowhere(client: Client, db: None) -> None:
    page = make_event(
        title="Odwołana narada", is_cancelled=True, sign_up_url="https://zapisy.test/1"
    )

    shown = client.get(page.url).text

    assert "To wydarzenie się nie odbędzie." in shown
    assert "https://zapisy.test/1" not in shown
    assert linked_data(shown)["eventStatus"] == "https://schema.org/EventCancelled"
    assert "Odwołana narada" not in client.get("/pl/").text
    assert "odwołane" in client.get(LIST).text


def test_both_are_data_in_the_words_of_schema_org(client: Client, db: None) -> None:
    news = make_news(title="Nowa <wersja>")
    event = make_event(online_url="https://spotkania.test/1")

    article, meeting = (linked_data(client.get(one.url).text) for one in (news, event))

    assert (article["@type"], article["headline"]) == ("NewsArticle", "Nowa <wersja>")
    assert article["datePublished"].startswith(f"{timezone.now():%Y-%m-}")
    assert meeting["@type"] == "Event"
    assert meeting["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert meeting["location"] == [
        {"@type": "Place", "name": "Sala 12"},
        {"@type": "VirtualLocation", "url": "https://spotkania.test/1"},
    ]


def test_home_and_hubs_tell_of_them_to_those_they_are_for(client: Client, db: None) -> None:
    index = make_news_index()
    make_news(index, title="Dla informatyka", audience="it")
    make_event(index, title="Dla każdego")
    make_event(index, title="Po naradzie", days=-2, conclusions=AGREED)

    assert [
        one in client.get("/pl/").text for one in ("Dla informatyka", "Dla każdego", "Po naradzie")
    ] == [True] * 3
    heads = client.get("/pl/kierownictwo/").text
    assert ("Dla informatyka" in heads, "Dla każdego" in heads) == (False, True)


def test_the_feed_tells_of_both_and_answers_304(client: Client, db: None) -> None:
    index = make_news_index()
    make_news(index, title="Nowa wersja")
    make_event(index, title="Narada")
    make_news(make_news_index("en"), title="In English")

    feed = client.get("/feeds/news-pl.atom")
    again = client.get("/feeds/news-pl.atom", headers={"if-none-match": feed["ETag"]})

    text = feed.content.decode()
    assert [word in text for word in ("Nowa wersja", "Narada", "In English")] == [True, True, False]
    assert again.status_code == 304


def test_an_event_goes_into_a_calendar(client: Client, db: None) -> None:
    page = make_event(title="Narada", address="Rynek 1")

    answer = client.get(f"/pl/knowledge/events/{page.pk}.ics")

    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert (event["summary"], event["location"]) == ("Narada", "Sala 12, Rynek 1")
    assert event["dtstart"].dt == page.starts_at.replace(microsecond=0)


def test_search_finds_an_event_by_what_was_agreed(db: None) -> None:
    page = make_event(days=-9, conclusions=AGREED, agenda=[(None, "Trzy próby", "informatycy")])

    said = EventIndex().body(page)

    assert [word in said for word in ("Powstanie poradnik.", "Trzy próby", "informatycy")] == [
        True
    ] * 3


def test_lists_cost_the_same_with_one_and_twelve(client: Client, db: None) -> None:
    index = make_news_index()
    make_news(index), make_event(index), make_event(index, days=-2)
    client.force_login(make_editor())
    places = (LIST, f"{LIST}?events=past", "/pl/")
    one = [queries_of(client, place) and queries_of(client, place) for place in places]

    for number in range(11):
        make_news(index), make_event(index), make_event(index, days=-3 - number)

    assert [queries_of(client, place) for place in places] == one
    assert one[0] <= 24


def test_only_those_who_write_make_news(cast: Cast) -> None:
    now, index = timezone.now(), make_news_index()
    when = {"starts_at": now, "ends_at": now + timedelta(hours=1)}

    with pytest.raises(PermissionDenied):
        write_event(index, by=cast.agent, title="Narada", slug="narada", lead="O czym.", **when)


def test_an_event_ends_after_it_begins(db: None) -> None:
    now = timezone.now()
    with pytest.raises(ValidationError, match="przed początkiem"):
        make_event(starts_at=now, ends_at=now)


def test_an_editor_writes_an_event_in_the_admin(client: Client, db: None) -> None:
    index = make_news_index()
    client.force_login(make_editor(Role.ADMINISTRATOR))
    data = nested_form_data(
        {
            "title": "Narada", "slug": "narada", "lead": "O czym.", "body": streamfield([]),
            "starts_at": "2030-01-10 10:00", "ends_at": "2030-01-10 12:00", "place": "", "address": "",
            "online_url": "", "sign_up_url": "", "recording_url": "", "recording_note": "", "audience": "",
            "topic": "", "seo_title": "", "search_description": "", "go_live_at": "", "expire_at": "",
            "agenda": inline_formset([{"at": "10:00", "title": "Otwarcie", "speaker": ""}]),
            "materials": inline_formset([{"title": "Slajdy", "document": "", "url": ""}]),
            "conclusions": inline_formset([]), "action-publish": "1", "comments": inline_formset([]),
        }
    )  # fmt: skip
    address = f"/cms/pages/add/knowledge/eventpage/{index.pk}/"

    refused = client.post(address, data)
    data["materials-0-url"] = "https://pliki.test/1"
    saved = client.post(address, data)

    assert "jedno z dwojga" in refused.text
    assert saved.status_code == 302
    page = EventPage.objects.get()
    assert (page.live, page.agenda.get().title, page.materials.get().url) == (
        True,
        "Otwarcie",
        "https://pliki.test/1",
    )
    assert NewsPage.objects.count() == 0
