"""A requirement in one version: its words by role, its address, its data, and when it counts as changed."""

import json
from datetime import date

import extruct
import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from knowledge.models import RequirementText
from knowledge.standards.content_hash import content_hash
from tests.counting import queries_of
from tests.knowledge.factories import (
    make_period,
    make_requirement_data,
    make_standard,
    make_version,
)

LINES = "* Urząd musi mieć kopie.\n* Urząd powinien je sprawdzać.\n"


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        ("* Urząd   musi mieć\n  kopie.\n\n- Urząd **powinien** je sprawdzać", True),
        ("* Urząd powinien je sprawdzać.\n* Urząd musi mieć kopie.\n", True),
        ("* Urząd musi mieć kopie (np. na taśmie).\n* Urząd powinien je sprawdzać.\n", True),
        ("* Urząd musi mieć kopie, np. na taśmie.\n* Urząd powinien je sprawdzać.\n", True),
        (LINES + "\n```\nrestic backup musi\n```\n", True),
        (LINES + "\n> Przykład: gmina musi dzwonić do banku.\n", True),
        ("### Kopie\n\n" + LINES, True),
        ("* Urząd musi mieć dwie kopie.\n* Urząd powinien je sprawdzać.\n", False),
        ("* Urząd musi mieć kopie.\n", False),
        (LINES + "* Urząd może pytać.\n", False),
        ("* Urząd, na przykład gmina musi mieć kopie.\n* Urząd powinien je sprawdzać.\n", False),
    ],
    ids=[
        "white space", "order", "example in brackets", "example in a clause", "code", "quoted example",
        "heading", "another duty", "a duty less", "a duty more", "an example that binds",
    ],
)  # fmt: skip
def test_what_counts_as_a_change(other: str, is_same: bool) -> None:
    assert (content_hash("must", LINES) == content_hash("must", other)) is is_same


def test_the_first_line_counts_even_without_a_word_of_level() -> None:
    """Else „Urząd ma dwie kopie. / Może je trzymać w chmurze.” could lose a copy unnoticed."""
    first, second = (
        f"Urząd ma {number} kopie.\n\nMoże je trzymać w chmurze." for number in ("dwie", "trzy")
    )

    assert content_hash("must", first) != content_hash("must", second)


def test_the_hash_is_of_the_language_that_binds(db: None) -> None:
    standard = make_standard(language="en")
    words = {
        "title_pl": "",
        "text_pl": "",
        "title_en": "Backups",
        "text_en": "It MUST have copies.",
    }
    data = make_requirement_data(**words)

    text = make_version(standard, requirements=[data]).texts.get()

    assert text.content_hash == content_hash("must", "It must have copies")
    assert (text.title, text.text) == ("Backups", "It MUST have copies.")


def test_the_binding_language_may_not_be_empty(db: None) -> None:
    standard = make_standard(language="en")

    with pytest.raises(ValidationError):
        make_version(standard, requirements=[make_requirement_data()])

    assert not RequirementText.objects.exists()


READINGS = {
    "heads_pl": "**Koszt.** Dwa dyski rocznie.",
    "it_pl": "Włącz szyfrowanie kopii.",
    "evidence_pl": "Protokół z próby.",
}


def test_readers_choose_the_words_of_their_role(client: Client, db: None) -> None:
    version = make_version(requirements=[make_requirement_data(code="BI-1", **READINGS)])
    address = f"/pl/knowledge/standards/{version.standard.slug}/1.0/BI-1/"

    first, chosen, unknown = (
        client.get(address + query).text for query in ("", "?reading=it", "?reading=%00x")
    )

    assert "Protokół z" in first
    for page, shown, hidden in ((first, "Koszt", "szyfrowanie"), (chosen, "szyfrowanie", "Koszt")):
        sections = page.split('<div class="reading')[1:]
        assert [one.startswith(" in-print") for one in sections] == [
            shown not in one for one in sections
        ]
        assert any(hidden in one for one in sections)
    assert unknown.count('aria-current="true"') == 1


def test_a_whole_version_in_the_words_of_one_role(client: Client, db: None) -> None:
    version = make_version(requirements=[make_requirement_data(code="BI-1", **READINGS)])
    address = version.get_absolute_url()

    plain, for_it = client.get(address).text, client.get(f"{address}?reading=it").text

    assert "szyfrowanie" not in plain
    assert "szyfrowanie" in for_it
    assert "BI-1/?reading=it" in for_it
    assert "?reading=staff" not in plain


def test_the_page_leads_to_the_neighbours(client: Client, db: None) -> None:
    data = [make_requirement_data(code=f"BI-{number}") for number in (1, 2, 3)]
    version = make_version(requirements=data)

    page = client.get(f"{version.get_absolute_url()}BI-2/?reading=it").text

    assert 'rel="prev" href="' + f"{version.get_absolute_url()}BI-1/?reading=it" in page
    assert 'rel="next" href="' + f"{version.get_absolute_url()}BI-3/?reading=it" in page


def test_json_ld_of_the_page_and_of_its_address_are_one(client: Client, db: None) -> None:
    period = make_period()
    data = make_requirement_data(
        key="kopie", code="BI-14", title_pl="Kopie </script><b>", provisions=[period.provision]
    )
    version = make_version(requirements=[data], in_force_from=date(2026, 1, 1))
    address = f"{version.get_absolute_url()}BI-14"

    page, record = client.get(f"{address}/").text, client.get(f"{address}.jsonld")
    found = extruct.extract(page, syntaxes=["json-ld"])["json-ld"]

    assert record["Content-Type"] == "application/ld+json; charset=utf-8"
    assert found == [json.loads(record.content)]
    assert found[0]["@id"] == f"http://testserver{address}/"
    assert found[0]["identifier"] == f"{version.standard.slug}/kopie"
    assert found[0]["name"] == "Kopie </script><b>"
    assert found[0]["inDefinedTermSet"]["datePublished"] == "2026-01-01"
    assert [one["legislationIdentifier"] for one in found[0]["citation"]] == [
        period.provision.act.eli
    ]


def test_data_hold_every_word_in_both_languages(client: Client, db: None) -> None:
    version = make_version(requirements=[make_requirement_data(code="BI-14", **READINGS)])

    record = client.get(f"{version.get_absolute_url()}BI-14.json").json()

    assert record["heads"] == {"pl": READINGS["heads_pl"], "en": ""}
    assert record["evidence"] == {"pl": READINGS["evidence_pl"], "en": ""}
    assert record["content_hash"] == version.texts.get().content_hash


def test_a_requirement_costs_the_same_with_one_and_twenty_provisions(
    client: Client, db: None
) -> None:
    costs = []
    for count in (1, 20):
        provisions = [make_period().provision for _ in range(count)]
        version = make_version(
            requirements=[make_requirement_data(code="A", provisions=provisions)]
        )
        costs.append(queries_of(client, f"{version.get_absolute_url()}A/"))

    assert costs[0] == costs[1] <= 20
