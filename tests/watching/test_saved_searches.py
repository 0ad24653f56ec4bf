"""Saving a search, hearing once a day of what is new, reading it as a feed; all only of what is public."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from foundation.mailing.models import Notification, OutgoingMail
from foundation.search.models import Appearance
from foundation.watching import telling
from foundation.watching.actions import (
    MOST,
    change_search,
    delete_search,
    save_search,
    stop_token,
)
from foundation.watching.models import SavedSearch
from foundation.watching.personal_data import erase_person, personal_data
from foundation.watching.telling import news_of, tell_of_news
from knowledge.models import StandardVersion
from tests.cast import Cast
from tests.counting import queries_of
from tests.search.factories import index_all, make_found_system, make_found_version

FEED = "/feeds/new/search-pl.atom"


def save(user, address: str = "q=kopie", **fields) -> SavedSearch:
    return save_search(by=user, kind="search", parameters=QueryDict(address), **fields)


def told() -> list[tuple[str, str]]:
    return [(mail.recipient, mail.body_text) for mail in OutgoingMail.objects.order_by("pk")]


def test_what_is_new_is_told_once(search_engine, cast: Cast) -> None:
    make_found_system("Kopie dawne")
    index_all()
    search = save(cast.requester, "q=kopi%C4%85&kind=system&page=3&x=1")
    make_found_system("Kopie nowe")
    make_found_system("Mury")
    index_all()

    first, second = tell_of_news(at=timezone.now()), tell_of_news(at=timezone.now())

    [(recipient, text)] = told()
    assert (first, second, recipient) == (1, 0, cast.requester.email)
    assert "System: Kopie nowe" in text
    assert "dawne" not in text
    assert "/pl/search/?q=kopi%C4%85&kind=system" in text
    assert (search.query, search.name) == ("q=kopi%C4%85&kind=system", "kopią")
    assert Notification.objects.get(user=cast.requester).text == "1 nowy wynik: kopią"


def test_what_many_saved_alike_is_looked_for_once(
    search_engine, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = timezone.now()
    for person in (cast.requester, cast.coordinator):
        save(person, at=moment)
    make_found_system("Kopie nowe")
    index_all()
    looked = []
    monkeypatch.setattr(telling, "news_of", lambda *asked: looked.append(asked) or news_of(*asked))

    tell_of_news(at=timezone.now())

    assert {recipient for recipient, _text in told()} == {
        cast.requester.email,
        cast.coordinator.email,
    }
    assert len(looked) == 1


@pytest.mark.fault("B4")
@pytest.mark.parametrize("role", ["requester", "editor", "administrator"])
def test_mail_and_feed_tell_of_public_things_only(
    search_engine, client: Client, cast: Cast, role: str
) -> None:
    """Seen failing with the token of agents beside PUBLIC: words of a note led to a mail."""
    save(cast.person(role), "q=tajemnica")
    version = make_found_version("tajemnica", state=StandardVersion.State.DRAFT)
    make_found_system("Inny", state_note_pl="tajemnica")
    index_all()
    Appearance.objects.get_or_create(
        key=f"knowledge.standardversion.{version.pk}", defaults={"at": timezone.now()}
    )

    tell_of_news(at=timezone.now())

    assert told() == []
    assert "<entry>" not in client.get(FEED, {"q": "tajemnica"}).text


def test_a_draft_that_is_published_is_new_and_a_rebuilt_index_is_not(
    search_engine, cast: Cast
) -> None:
    version = make_found_version("kopie", state=StandardVersion.State.DRAFT)
    make_found_version("kopie dawne")
    index_all()
    save(cast.requester)
    version.state = StandardVersion.State.CONSULTATION
    version.save()
    StandardVersion.objects.exclude(pk=version.pk).get().save()
    index_all()

    tell_of_news(at=timezone.now())

    [(_recipient, text)] = told()
    assert str(version) in text
    assert text.count("/standards/") == 1


def test_words_that_only_some_have_are_no_news(search_engine, cast: Cast) -> None:
    """Seen failing without the look at `is_loose`."""
    save(cast.requester, "q=kopie+kwarcytu")
    make_found_system("Kopie nowe")
    index_all()

    assert tell_of_news(at=timezone.now()) == 0


def test_while_search_is_away_news_waits(search_engine, cast: Cast, client: Client) -> None:
    save(cast.requester)
    make_found_system("Kopie nowe")
    index_all()
    live = search_engine.folder.path / "live"
    kept = live.read_text()
    live.unlink()
    away = tell_of_news(at=timezone.now()), client.get(FEED, {"q": "kopie"}).status_code
    live.write_text(kept)

    assert (away, tell_of_news(at=timezone.now())) == ((0, 503), 1)


def test_who_wants_no_mail_gets_none(search_engine, cast: Cast, client: Client) -> None:
    search = save(cast.requester)
    make_found_system("Kopie nowe")
    index_all()
    address = reverse("watching:stop", args=[stop_token(cast.requester)])

    looked = client.get(address)
    search.refresh_from_db()
    mailed_before = search.is_mailed
    client.post(address)

    assert (looked.status_code, mailed_before, tell_of_news(at=timezone.now())) == (200, True, 0)
    assert client.get(address + "x").status_code == 404


def test_the_feed_of_a_search(search_engine, client: Client) -> None:
    system = make_found_system("Kopie <nowe>")
    make_found_system("Mury")
    old = make_found_system("Kopie dawne")
    index_all()
    long_ago = timezone.now() - timedelta(days=91)
    Appearance.objects.filter(key=f"knowledge.system.{old.pk}").update(at=long_ago)

    text = client.get(FEED, {"q": "kopia"}).text

    assert text.count("<entry>") == 1
    assert "Kopie &lt;nowe&gt;" in text
    assert f"http://testserver{system.get_absolute_url()}" in text
    assert client.get("/feeds/new/nic-pl.atom").status_code == 404


@pytest.mark.parametrize("address", ["", "q=", "q=%00", "q=*a*", "q=" + "a" * 400])
def test_odd_feeds_are_empty(search_engine, client: Client, address: str) -> None:
    assert "<entry>" not in client.get(f"{FEED}?{address}").text


@pytest.mark.parametrize(
    ("kind", "address", "message"),
    [
        ("nic", "q=a", "Tej listy"),
        ("search", "q=+", "Najpierw zapytaj"),
        ("search", "q=kopie", "już"),
    ],
)
def test_what_cannot_be_saved_says_why(cast: Cast, kind: str, address: str, message: str) -> None:
    with translation.override("pl"):
        save(cast.requester)
        with pytest.raises(ValidationError, match=message):
            save_search(by=cast.requester, kind=kind, parameters=QueryDict(address))


def test_fifty_are_enough(cast: Cast) -> None:
    for number in range(MOST):
        save(cast.requester, f"q=kopie+{number}")

    with pytest.raises(ValidationError):
        save(cast.requester, "q=jeszcze")
    save(cast.colleague, "q=jeszcze")


def test_only_the_owner_changes_and_deletes(cast: Cast) -> None:
    search = save(cast.requester)

    with pytest.raises(PermissionDenied):
        change_search(search, by=cast.colleague, name="Moja", is_mailed=True)
    with pytest.raises(PermissionDenied):
        delete_search(search, by=cast.administrator)
    assert SavedSearch.objects.visible_to(cast.administrator).count() == 0


def test_the_page_lists_renames_and_deletes(client: Client, cast: Cast) -> None:
    client.force_login(cast.requester)
    client.post(reverse("watching:save"), {"kind": "projects", "query": "topic=&q=e-Urząd"})
    search = SavedSearch.objects.get()
    page = client.get(reverse("watching:list")).text
    client.post(reverse("watching:change", args=[search.pk]), {"name": "Urzędy"})
    search.refresh_from_db()
    changed = search.name, search.is_mailed
    client.post(reverse("watching:delete", args=[search.pk]))

    assert 'href="/pl/projects/?q=e-Urz%C4%85d"' in page
    assert changed == ("Urzędy", False)
    assert SavedSearch.objects.count() == 0


def test_the_page_costs_the_same_for_one_and_twenty(client: Client, cast: Cast) -> None:
    client.force_login(cast.requester)
    save(cast.requester)
    one = queries_of(client, reverse("watching:list"))
    for number in range(19):
        save(cast.requester, f"q={number}a")

    assert queries_of(client, reverse("watching:list")) == one <= 12


def test_what_is_kept_is_shown_and_erased(cast: Cast) -> None:
    save(cast.requester)
    save(cast.colleague)

    [shown] = personal_data(cast.requester)
    [erased] = erase_person(cast.requester)

    assert list(shown.records) == ["kopie: q=kopie"]
    assert (erased.erased, SavedSearch.objects.get().user) == (1, cast.colleague)


def test_a_list_offers_to_be_saved(search_engine, client: Client, cast: Cast) -> None:
    make_found_system("Kopie")
    index_all()
    stranger = client.get("/pl/search/", {"q": "kopie"}).text
    client.force_login(cast.requester)
    member = client.get("/pl/search/", {"q": "kopie", "kind": "system"}).text

    assert "/pl/account/login/?next=/pl/search/%3Fq%3Dkopie" in stranger
    assert 'name="query" value="q=kopie&amp;kind=system"' in member
    assert 'href="/feeds/new/search-pl.atom?q=kopie&amp;kind=system"' in member
