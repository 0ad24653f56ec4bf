"""Facets by kind, topic, audience and year; filters in the address."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from foundation.search.grouping import counted, group
from foundation.search.indexing import engine
from foundation.search.questions import ask
from foundation.search.tokens import PUBLIC
from tests.search.conftest import SystemIndex
from tests.search.factories import index_all, make_found_system

TOPICS = {"Pierwszy": "zakupy", "Drugi": "zakupy", "Trzeci": "dostepnosc"}


def test_a_facet_counts_as_if_nothing_were_chosen_from_itself() -> None:
    together = {
        frozenset({"kind:a", "year:2026"}): 3,
        frozenset({"kind:a", "year:2025"}): 2,
        frozenset({"kind:b", "year:2026"}): 4,
        frozenset({"kind:b", "year:2024"}): 9,
    }

    assert counted(together, frozenset()) == {
        "kind:a": 5, "kind:b": 13, "year:2026": 7, "year:2025": 2, "year:2024": 9,
    }  # fmt: skip
    assert counted(together, frozenset({"kind:a", "year:2026"})) == {
        "kind:a": 3, "kind:b": 4, "year:2026": 3, "year:2025": 2,
    }  # fmt: skip


@pytest.fixture
def three(any_engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three systems with topics, one of an earlier year."""
    monkeypatch.setattr(SystemIndex, "topics", lambda index, obj: [TOPICS[obj.name]])
    monkeypatch.setattr(
        SystemIndex,
        "labels",
        lambda index: {"topic:zakupy": "Zakupy", "topic:dostepnosc": "Dostępność"},
    )
    monkeypatch.setattr(
        SystemIndex, "date", lambda index, obj: date(2026 - (obj.name == "Drugi"), 5, 1)
    )
    for name in TOPICS:
        make_found_system(name, "awaria")
    index_all()


def page(client: Client, **address: object) -> str:
    return client.get(reverse("search:search"), address).content.decode()


def test_every_facet_is_shown_with_counts(three, client: Client) -> None:
    text = page(client, q="awarie")

    assert 'href="?q=awarie&amp;topic=zakupy">Zakupy <span class="n">2</span>' in text
    assert 'href="?q=awarie&amp;year=2025">2025 <span class="n">1</span>' in text


def test_filters_add_up_and_are_taken_back(three, client: Client) -> None:
    text = page(client, q="awarie", topic="zakupy", year="2026")

    assert "Pierwszy" in text
    assert "Drugi" not in text
    assert 'href="?q=awarie&amp;year=2026" aria-current="true">Zakupy' in text
    assert 'href="?q=awarie&amp;topic=zakupy&amp;year=2025">2025 <span class="n">1</span>' in text


def test_a_filter_nobody_knows_counts_for_nothing(three, client: Client) -> None:
    text = page(client, q="awarie", topic="<b>", year="1", kind="';--")

    assert "3 wyniki" in text
    assert "&lt;b&gt;" not in text


def test_filters_that_fit_nothing_say_so(three, client: Client) -> None:
    text = page(client, q="awarie", topic="dostepnosc", year="2025")

    assert "Nic nie pasuje do wszystkich filtrów" in text


def test_the_engine_counts_what_it_would_find(three) -> None:
    every = engine().find(ask("awarie"), frozenset({PUBLIC}), limit=10)

    for token, count in every.counts.items():
        found = engine().find(
            ask("awarie"), frozenset({PUBLIC}), chosen=frozenset({token}), limit=10
        )
        assert (token, len(found.matches), found.total) == (token, count, count)
    assert every.counts[group("kind", "system")] == 3
