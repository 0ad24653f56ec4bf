"""The search page and its suggestions."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from foundation.search.lag import NAMED
from foundation.search.models import IndexChange
from foundation.search.searching import LAST_PAGE, PAGE_SIZE
from tests.cast import Cast
from tests.search.conftest import SystemIndex
from tests.search.factories import index_all, make_found_system, make_found_version


def page(client: Client, **address: object) -> str:
    response = client.get(reverse("search:search"), address)
    assert response.status_code == 200
    return response.content.decode()


def test_results_with_kind_title_snippet_and_count(any_engine, client: Client) -> None:
    system = make_found_system("Rejestr zgłoszeń", "Każde zgłoszenie ma numer.")
    index_all()

    text = page(client, q="zgloszeniami")

    assert "1 wynik" in text
    assert f'<a href="{system.get_absolute_url()}">Rejestr <mark>zgłoszeń</mark></a>' in text
    assert "Każde <mark>zgłoszenie</mark> ma numer." in text
    assert '<meta name="robots" content="noindex">' in text


def test_an_empty_question_offers_the_box(any_engine, client: Client) -> None:
    text = page(client)

    assert 'role="search"' in text
    assert "Nie znaleźliśmy" not in text


def test_facets_count_and_filter(any_engine, client: Client) -> None:
    make_found_system("Pierwszy", "awaria")
    make_found_system("Drugi", "awaria")
    make_found_version("awaria")
    index_all()

    everything, standards = page(client, q="awarie"), page(client, q="awarie", kind="standard")

    assert 'href="?q=awarie&amp;kind=system">Systems <span class="n">2</span>' in everything
    assert "3 wyniki" in everything
    assert "1 wynik<" in standards.replace("\n", "").replace("  ", "")
    assert "Pierwszy" not in standards


def test_pages_end(any_engine, client: Client) -> None:
    for number in range(PAGE_SIZE + 1):
        make_found_system(f"Numer {number}", "awaria")
    index_all()

    first, second = page(client, q="awaria"), page(client, q="awaria", page=2)

    assert first.count('<li class="hit">') == PAGE_SIZE
    assert 'href="?q=awaria&amp;page=2" rel="next"' in first
    assert second.count('<li class="hit">') == 1
    assert 'href="?q=awaria" rel="prev"' in second
    assert 'rel="next"' not in second


@pytest.mark.parametrize("number", ["0", "-1", "abc", "9" * 5_000, "٣", str(LAST_PAGE + 5)])
def test_page_numbers_from_nowhere(any_engine, client: Client, number: str) -> None:
    page(client, q="awaria", page=number, kind="nic takiego")


@pytest.mark.fault("D5")
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("*a*", "Wpisz co najmniej jedno słowo"),
        ("a" * 1_000_000, "Skróć pytanie do 300 znaków"),
        ("słowo " * 10_000, "Skróć pytanie do 300 znaków"),
        ("\0", "Czego szukasz?"),
        ('"niezamknięty', "Nie znaleźliśmy niczego"),
    ],
)
def test_odd_questions_get_a_clear_answer(
    any_engine, client: Client, text: str, message: str
) -> None:
    """Seen failing without the check of the length: the million letters were looked up."""
    assert message in page(client, q=text)


@pytest.mark.fault("F6")
@pytest.mark.parametrize("harm", ["no index", "parts missing"])
def test_an_engine_that_is_away_is_never_no_results(
    search_engine, client: Client, harm: str
) -> None:
    """Seen failing with `SearchUnavailable` answered by an empty `Results`."""
    make_found_system("ePUAP", "awaria")
    index_all()
    if harm == "no index":
        (search_engine.folder.path / "live").unlink()
    else:
        for file in search_engine.folder.live_path.glob("*.seg"):
            file.unlink()

    text = page(client, q="awaria")

    assert "Wyszukiwarka jest teraz niedostępna." in text
    assert "Nie znaleźliśmy" not in text
    assert client.get(reverse("search:suggest"), {"q": "epu"}).json() == {"suggestions": []}


def test_an_index_that_is_behind_says_so(search_engine, client: Client) -> None:
    make_found_system("Pierwszy", "awaria")
    index_all()
    make_found_system("Drugi", "awaria")
    IndexChange.objects.update(changed_at=timezone.now() - timedelta(minutes=5))

    assert "czeka 1 zmiana, od 5 minut" in page(client, q="awaria").replace("\xa0", " ")


def test_a_change_of_a_moment_ago_is_no_news(any_engine, client: Client) -> None:
    make_found_system("Pierwszy", "awaria")

    assert "nadrabia" not in page(client, q="awaria")


def test_far_behind_nothing_is_counted(any_engine, client: Client) -> None:
    make_found_system("Pierwszy", "awaria")
    index_all()
    IndexChange.objects.mark(("knowledge.system", str(pk)) for pk in range(9_000, 9_001 + NAMED))

    text = page(client, q="awaria")

    assert "Pierwszy" in text
    assert "1 wynik" not in text
    assert '<span class="n">' not in text


def test_suggestions_are_public_and_begin_like_the_text(
    any_engine, client: Client, cast: Cast
) -> None:
    system = make_found_system("Elektroniczne zarządzanie dokumentacją")
    index_all()
    client.force_login(cast.administrator)

    def suggested(text: str) -> list[dict[str, str]]:
        return client.get(reverse("search:suggest"), {"q": text}).json()["suggestions"]

    expected = [{"title": system.name, "kind": "System", "url": system.get_absolute_url()}]
    assert (
        suggested("zarzą")
        == suggested("elektroniczne zarz")
        == suggested("DOKUMENTACJA")
        == expected
    )
    assert suggested("Dobra") == []  # an office's people are not public, not even to administrators
    assert suggested("") == suggested("*") == suggested("\0") == []


def test_what_was_replaced_is_not_suggested(
    any_engine, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_found_system("Kopie zapasowe")
    make_found_system("Kopie dawne")
    index_all()
    monkeypatch.setattr(SystemIndex, "is_replaced", lambda index, obj: obj.name == "Kopie dawne")

    suggestions = client.get(reverse("search:suggest"), {"q": "kopie"}).json()["suggestions"]

    assert [one["title"] for one in suggestions] == ["Kopie zapasowe"]


@pytest.mark.parametrize("text", ["KRI § 19", "§ 19 ust. 2 pkt", "kri 19", "Poradnik KR"])
def test_a_code_leads_straight_to_what_it_names(
    any_engine, client: Client, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr(
        SystemIndex, "codes", lambda index, obj: ["KRI § 19 ust. 2 pkt 12", "KRI 19"]
    )
    system = make_found_system("Poradnik")
    index_all()

    [suggested] = client.get(reverse("search:suggest"), {"q": text}).json()["suggestions"]

    assert suggested["url"] == system.get_absolute_url()


def test_the_language_of_the_page_is_the_language_of_results(any_engine, client: Client) -> None:
    make_found_system("ePUAP", "Skrzynka podawcza", summary_en="A mailbox of an office")
    index_all()

    in_polish = page(client, q="ePUAP")
    in_english = client.get("/en/search/", {"q": "ePUAP"}).content.decode()

    assert "Skrzynka podawcza" in in_polish
    assert "A mailbox of an office" in in_english


def test_queries_do_not_grow(any_engine, client: Client) -> None:
    make_found_system("Pierwszy", "awaria")
    index_all()
    page(client, q="awaria")  # its first count makes a row
    with CaptureQueriesContext(connection) as one:
        page(client, q="awaria")
    for number in range(PAGE_SIZE):
        make_found_system(f"Numer {number}", "awaria")
    index_all()
    with CaptureQueriesContext(connection) as twenty:
        page(client, q="awaria")

    assert len(one) == len(twenty) <= 12  # 6 without those of the engine itself
