"""What editors keep: best bets, and the list of searches without a hit."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.search.models import BestBet, CountedQuestion
from foundation.search.sweeps import forget_questions
from tests.cast import Cast
from tests.search.factories import index_all, make_found_system


def page(client: Client, text: str, **address: object) -> str:
    return client.get(reverse("search:search"), {"q": text, **address}).content.decode()


def make_bet(**fields) -> BestBet:
    defaults = {"words": "zgłoszenie incydentu", "title": "Zgłoś incydent", "address": "/pl/start/"}
    return BestBet.objects.create(**defaults | fields)


@pytest.mark.parametrize("text", ["jak zglosic incydentow zgłoszenia", "zgłoszeniami incydentów"])
def test_a_best_bet_is_shown_for_any_form_of_its_words(
    any_engine, client: Client, text: str
) -> None:
    make_bet()

    assert '<a href="/pl/start/">Zgłoś incydent</a>' in page(client, text)


def test_a_best_bet_waits_for_all_its_words_and_its_language(any_engine, client: Client) -> None:
    make_bet()
    make_bet(words="awaria", language="en")

    assert "Zgłoś incydent" not in page(client, "incydent") + page(client, "awaria")


@pytest.mark.fault("C2")
@pytest.mark.parametrize("address", ["javascript:alert(1)", "//evil.example/", "http://x.pl/", "x"])
def test_a_best_bet_leads_nowhere_dangerous(db: None, address: str) -> None:
    """Seen failing without the validator of the address."""
    with pytest.raises(ValidationError):
        BestBet(words="a", title="b", address=address).full_clean()


def counts() -> list[tuple]:
    return list(CountedQuestion.objects.values_list("text", "times", "in_vain", "clicks"))


def test_questions_are_counted_without_who_asked(any_engine, client: Client) -> None:
    make_found_system("Kopie zapasowe")
    index_all()
    for text in ("Kwantowy  INTERNET", "kwantowy internet", "kopię", "KOPIE"):
        page(client, text)
    page(client, "kopie", kind="system")
    client.post(reverse("search:clicked"), {"q": "Kopie "})
    client.post(reverse("search:clicked"), {"q": "nigdy nie pytane"})

    assert sorted(counts()) == [("kopie", 2, 0, 1), ("kwantowy internet", 2, 2, 0)]


@pytest.mark.parametrize(
    "text",
    [
        "anna.nowak@dobra.test", "44051401359", "12 3456 7890", "x" * 101,
        "Jan Kowalski", "kowalskiemu janowi", "konto anny zielinskiej", "zaświadczenie Ewy Lis",
    ],
)  # fmt: skip
def test_what_may_name_somebody_is_not_kept(db: None, text: str) -> None:
    """Seen failing with `may_name_somebody` saying no."""
    CountedQuestion.objects.note(text, "pl", is_found=False, at=timezone.now())

    assert counts() == []


@pytest.mark.parametrize(
    "text", ["kopie zapasowe", "rada gminy", "audyt KRI", "sesja rady", "urząd w Dobrej"]
)
def test_what_names_nobody_is_kept(db: None, text: str) -> None:
    CountedQuestion.objects.note(text, "pl", is_found=True, at=timezone.now())

    assert len(counts()) == 1


def test_old_ones_are_forgotten(db: None) -> None:
    now = timezone.now()
    CountedQuestion.objects.note("dawne", "pl", is_found=False, at=now - timedelta(days=91))
    CountedQuestion.objects.note("nowe", "pl", is_found=False, at=now)

    assert forget_questions(at=now) == 1
    assert str(CountedQuestion.objects.get()) == "nowe"


def ask_often(text: str, times: int, *, is_found: bool) -> None:
    for _ in range(times):
        CountedQuestion.objects.note(text, "pl", is_found=is_found, at=timezone.now())


def test_editors_see_what_was_asked_in_vain_and_small_counts_are_hidden(
    cast: Cast, client: Client
) -> None:
    """Seen failing without `shown()` in the lists."""
    ask_often("kwantowy internet", 3, is_found=False)
    ask_often("rzadkie pytanie", 2, is_found=False)
    ask_often("kopie", 3, is_found=True)
    ask_often("odpowiedziane", 3, is_found=True)
    CountedQuestion.objects.note_click("odpowiedziane", "pl")
    client.force_login(cast.editor)

    in_vain = client.get(reverse("without_hit:index")).text
    unopened = client.get(reverse("without_click:index")).text

    words = ("kwantowy internet", "rzadkie pytanie", "kopie", "odpowiedziane")
    assert [word in in_vain for word in words] == [True, False, False, False]
    assert [word in unopened for word in words] == [False, False, True, False]


@pytest.mark.parametrize("name", ["synonyms", "best_bets"])
def test_editors_see_the_lists_in_the_admin(cast: Cast, client: Client, name: str) -> None:
    make_bet()
    client.force_login(cast.editor)

    assert client.get(reverse(f"{name}:index")).status_code == 200


def test_a_browser_can_add_this_search(client: Client, db: None) -> None:
    response = client.get(reverse("search:description"))

    assert response["Content-Type"] == "application/opensearchdescription+xml"
    assert 'template="http://testserver/pl/search/?q={searchTerms}"' in response.content.decode()
