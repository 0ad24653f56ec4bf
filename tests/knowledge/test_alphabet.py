"""From A to Ż: the order of the Polish alphabet, with an anchor for every letter."""

import pytest
from django.test import Client

from knowledge.alphabet import by_letter
from tests.counting import queries_of
from tests.knowledge.factories import (
    make_guidance,
    make_index,
    make_standard,
    make_system,
    make_version,
)
from tests.knowledge.glossary.test_glossary import make_term

pytestmark = pytest.mark.django_db
ADDRESS = "/pl/knowledge/a-z/"


def test_polish_letters_stand_after_their_plain_sisters() -> None:
    names = ["Żółw", "zebra", "Źródło", "ława", "lampa", "„Ósma”", "osa", "3 kroki", "Ćma", "cud"]

    assert by_letter(names, str) == [
        ("#", ["3 kroki"]),
        ("C", ["cud"]),
        ("Ć", ["Ćma"]),
        ("L", ["lampa"]),
        ("Ł", ["ława"]),
        ("O", ["osa"]),
        ("Ó", ["„Ósma”"]),
        ("Z", ["zebra"]),
        ("Ź", ["Źródło"]),
        ("Ż", ["Żółw"]),
    ]


def test_all_kinds_stand_in_one_list(client: Client) -> None:
    index = make_index()
    make_guidance(index, title="Łącza zapasowe")
    make_guidance(index, title="Łamany szkic", is_published=False)
    make_system(name="Elektroniczne doręczenia")
    make_version(make_standard(name_pl="Bezpieczny urząd"))
    make_standard(name_pl="Budowany standard")
    make_term(abbreviation="KZ")

    shown = client.get(ADDRESS).text

    body = shown.partition("<main")[2].replace("\N{NO-BREAK SPACE}", " ")
    wanted = ["Bezpieczny urząd", "Elektroniczne doręczenia", "kopia", "KZ – kopia", "Łącza"]
    places = [body.find(f">{name}") for name in wanted]
    assert -1 not in places
    assert places == sorted(places)
    assert 'href="#letter-ł"' in body
    assert 'id="letter-ł"' in body
    assert "Łamany" not in body
    assert "Budowany" not in body


def test_it_asks_the_same_of_one_and_of_twenty(client: Client) -> None:
    index = make_index()
    counts = []
    for number in (1, 19):
        for _ in range(number):
            make_guidance(index)
            make_system()
            make_version()
        client.get(ADDRESS)
        counts.append(queries_of(client, ADDRESS))
    assert counts[0] == counts[1]
    assert counts[0] <= 12
